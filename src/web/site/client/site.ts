/**
 * What every page has of script. A page works without it.
 */
import '../site.scss';
import '../charts/charts.css';
import '../map/map.css';
import { suggestNames } from '../browser/suggest-names.ts';
import { updateInPlace } from '../browser/update-in-place.ts';

suggestNames();
updateInPlace();
