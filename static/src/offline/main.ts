/** The entry of the one-file map: everything it needs lies in the page, it asks nobody for anything. */
import { mount } from 'svelte';
import { language } from '../i18n/index.svelte';
import { media } from '../state/media.svelte';
import { view } from '../state/view.svelte';
import { readContents } from './contents';
import OfflinePage from './OfflinePage.svelte';
import { showReference } from './show';
import '../styles/fonts.css';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/map-page.css';
import '../styles/print.css';

const found = document.getElementById('contents');
const target = document.getElementById('app');
if (!found || !target) throw new Error('the file is not whole');
const contents = readContents(found.textContent);

media.start();
// A file's address cannot be rewritten: the view stays in the page.
view.start({ address: false });
view.go({ asOf: contents.as_of, ...(contents.district === null ? {} : { district: contents.district }) });
showReference(contents);
await Promise.all([language.start(view.current.lang ?? contents.lang), language.more('files')]);
mount(OfflinePage, { target, props: { contents } });
document.documentElement.dataset['ready'] = 'true';
