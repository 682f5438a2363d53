/**
 * What every page has of script. A page works without it.
 */
import '../site.scss';
import '../charts/charts.css';
import '../map/map.css';
