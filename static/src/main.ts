import { mount } from 'svelte';
import App from './App.svelte';
import { language } from './i18n/index.svelte';
import { live } from './state/live.svelte';
import { media } from './state/media.svelte';
import { page } from './state/page.svelte';
import { session } from './state/session.svelte';
import { view } from './state/view.svelte';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/map-page.css';
import './styles/print.css';

media.start();
view.start();
page.start();
await language.start(view.current.lang);

const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
mount(App, { target });
void session.start();
live.start();
