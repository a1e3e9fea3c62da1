import { mount } from 'svelte';
import App from './App.svelte';
import { language } from './i18n/index.svelte';
import { media } from './state/media.svelte';
import { view } from './state/view.svelte';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/print.css';

media.start();
view.start();
await language.start(view.current.lang);

const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
mount(App, { target });
