import { themeStyle } from './theme.ts';

/** The style of the page, whole; no font and no picture comes from elsewhere. */
const rules = String.raw`
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
[hidden]{display:none!important}
a{color:var(--link)}
code,pre,.place,.rule,figcaption,.lines,.patch{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.8125rem}
code{overflow-wrap:anywhere}
p code,li code,h4 code,td code,summary code{background:var(--code);border:1px solid var(--line);border-radius:4px;padding:0 .25em}
h1,h2,h3,h4{line-height:1.3;margin:0;text-wrap:pretty;overflow-wrap:anywhere}
h1{font-size:1.5rem}h2{font-size:1.25rem;margin:2.5rem 0 .75rem}h3{font-size:1.0625rem;margin:1.75rem 0 .5rem}h4{font-size:1rem;font-weight:600;margin:.5rem 0 .75rem}
p{margin:.5rem 0}ul{margin:.5rem 0;padding-left:1.25rem}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px;top:0;background:var(--card);color:var(--link);padding:.75rem 1rem;z-index:9}
.skip:focus{left:0}
main,.top,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
.top{display:flex;gap:1rem;align-items:flex-start;justify-content:space-between;padding-top:1.5rem}
.top p{margin:.25rem 0 0}
.dim,footer{color:var(--dim)}
footer{padding-top:2rem;padding-bottom:3rem;font-size:.875rem}
button,select{font:inherit;font-size:.9375rem;color:var(--text);background:var(--card);border:1px solid var(--other);border-radius:8px;padding:.4rem .75rem;min-height:2.5rem;max-width:100%}
button{cursor:pointer}
button:hover,select:hover{border-color:var(--link)}
.verdict{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0;padding:0;list-style:none}
.verdict li{border-radius:10px;padding:.5rem .9rem;background:var(--card);border:1px solid var(--line);min-width:6.5rem}
.verdict b{display:block;font-size:1.5rem;line-height:1.2}
.label{display:inline-block;border-radius:6px;padding:.05rem .5rem;font-size:.8125rem;font-weight:600}
.error.label,.verdict .error{background:var(--errorSoft);color:var(--error)}
.warning.label,.verdict .warning{background:var(--warningSoft);color:var(--warning)}
.note.label,.verdict .note{background:var(--noteSoft);color:var(--note)}
.undecided.label,.verdict .undecided{background:var(--undecidedSoft);color:var(--undecided)}
.verdict .good{background:var(--goodSoft);color:var(--good)}
.verdict .none{background:var(--card);color:var(--dim)}
.filter{position:sticky;top:0;z-index:2;background:var(--page);border-bottom:1px solid var(--line);margin:0 -1.25rem;padding:.6rem 1.25rem}
.filter form{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center;margin:0}
.filter fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem}
.filter legend{float:left;padding:0 .5rem 0 0;line-height:2.5rem;font-size:.9375rem}
.filter fieldset label{display:inline-flex;align-items:center;gap:.4rem;min-height:2.5rem;padding:0 .7rem;border-radius:8px;background:var(--card);border:1px solid var(--line);font-size:.9375rem;cursor:pointer}
.filter input{width:1.05rem;height:1.05rem;margin:0;accent-color:var(--link)}
.filter output{font-size:.9375rem;color:var(--dim)}
.away{font-weight:600}
.toc ul{columns:2 22rem;padding:0;list-style:none}
.toc li{padding:.15rem 0;break-inside:avoid;overflow-wrap:anywhere}
.project{scroll-margin-top:4.5rem}
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:.5rem}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0;list-style:none;font-size:.8125rem;color:var(--dim);margin:.5rem 0}
.legend svg{vertical-align:-3px;margin-right:.35rem}
svg text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.picture{display:block}
.picture .lane{fill:var(--lane)}
.picture .lane.index{fill:var(--mergeSoft)}
.picture .lane-name{font-size:11.5px;font-weight:600;fill:var(--dim)}
.picture .head{font-size:13px;font-weight:600;fill:var(--text)}
.picture .shape{fill:var(--card);stroke:var(--line);stroke-width:1.25}
.picture .stripe{fill:var(--other)}
.picture .build .stripe{fill:var(--build)}
.picture .merge .stripe{fill:var(--merge)}
.picture .other .shape{fill:var(--otherSoft)}
.picture .doubt .shape,.picture .missing .shape{stroke-dasharray:5 4}
.picture .name{font-size:12.5px;font-weight:600;fill:var(--text)}
.picture .detail{font-size:10.5px;fill:var(--dim)}
.picture a.box{cursor:pointer}
.picture a.box.error .shape{stroke:var(--error);stroke-width:2}
.picture a.box.warning .shape{stroke:var(--warning);stroke-width:2}
.picture a.box.missing .shape{fill:var(--errorSoft)}
.picture a.missing.undecided .shape{fill:var(--undecidedSoft);stroke:var(--undecided)}
.picture a.missing.error .stripe{fill:var(--error)}
.picture a.box:hover .shape{stroke-width:3}
.picture a.box:focus-visible,.picture a.wire:focus-visible{outline:none}
.picture a.box:focus-visible .shape{stroke:var(--focus);stroke-width:4;stroke-dasharray:none}
.picture .badge{fill:var(--noteSoft)}
.picture .count{font-size:11.5px;font-weight:700;fill:var(--note);text-anchor:middle}
.picture .error .badge{fill:var(--error)}.picture .error .count{fill:var(--card)}
.picture .warning .badge{fill:var(--warning)}.picture .warning .count{fill:var(--card)}
.picture .undecided .badge{fill:var(--undecidedSoft)}.picture .undecided .count{fill:var(--undecided)}
.edge{fill:none;stroke:var(--edge);stroke-width:1.25}
.edge.merge{stroke:var(--merge);stroke-width:2}
.edge.doubtful{stroke:var(--undecided);stroke-dasharray:3 4}
.edge.broken{stroke:var(--error);stroke-width:2.5;stroke-dasharray:7 4}
.arrow{fill:var(--edge)}
.arrow.merge{fill:var(--merge)}
.arrow.doubtful{fill:var(--undecided)}
.arrow.broken{fill:var(--error)}
.reach{fill:none;stroke:transparent;stroke-width:14;pointer-events:stroke}
a.wire:hover .edge{stroke-width:4}
a.wire:focus-visible .edge{stroke:var(--focus);stroke-width:5}
.finding{background:var(--card);border:1px solid var(--line);border-left:5px solid var(--note);border-radius:10px;padding:1rem 1.1rem;margin:0 0 1rem;scroll-margin-top:5rem}
.finding.error{border-left-color:var(--error)}
.finding.warning{border-left-color:var(--warning)}
.finding.undecided{border-left-color:var(--undecided)}
.finding:target,.finding:focus{outline:3px solid var(--focus);outline-offset:2px}
.finding header{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.code figure{margin:.5rem 0;border:1px solid var(--line);border-radius:8px;background:var(--code)}
.code figcaption{padding:.3rem .75rem;border-bottom:1px solid var(--line);color:var(--dim);overflow-wrap:anywhere}
.lines{overflow-x:auto;padding:.35rem 0;tab-size:4;line-height:1.6}
.row{display:flex;min-width:max-content}
.row code{white-space:pre;padding-right:1rem}
.number{position:sticky;left:0;flex:none;width:3.4rem;padding-right:.75rem;text-align:right;color:var(--dim);background:var(--code);user-select:none}
.marked .number{color:var(--text);font-weight:700}
.note-of{color:var(--note);white-space:normal;width:min(60rem,calc(100vw - 9rem));font-family:system-ui,sans-serif}
mark{background:none;color:inherit;border-radius:3px}
mark.primary{background:var(--errorSoft);box-shadow:inset 0 -2px var(--error)}
.warning mark.primary{background:var(--warningSoft);box-shadow:inset 0 -2px var(--warning)}
.note mark.primary{background:var(--noteSoft);box-shadow:inset 0 -2px var(--note)}
.undecided mark.primary{background:var(--undecidedSoft);box-shadow:inset 0 -2px var(--undecided)}
mark.related{box-shadow:inset 0 -2px var(--note)}
.advice{border-left:3px solid var(--good);padding-left:.75rem}
.causes{border-left:3px solid var(--undecided);padding-left:.75rem;margin:.5rem 0}
.place{color:var(--dim);overflow-wrap:anywhere}
.jobs{font-size:.875rem}
details>summary{cursor:pointer;padding:.25rem 0}
.fold{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.5rem 1rem;margin:.5rem 0;overflow-wrap:anywhere;scroll-margin-top:5rem}
.fold li{margin:.4rem 0}
.patch{overflow-x:auto;background:var(--code);border:1px solid var(--line);border-radius:8px;padding:.5rem .75rem;margin:.5rem 0;line-height:1.5}
.patch ins{color:var(--good);text-decoration:none}.patch del{color:var(--error);text-decoration:none}.patch span{color:var(--dim)}
.image{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1rem 1.1rem;margin:0 0 1rem}
.image h4{margin:0 0 .5rem}
.chips{display:flex;flex-wrap:wrap;gap:.35rem;padding:0;margin:.25rem 0 .75rem;list-style:none}
.chip{border-radius:999px;padding:.1rem .7rem;font-size:.8125rem;border:1px solid var(--line)}
.chip.published{background:var(--goodSoft);color:var(--good)}
.chip.missing,.chip.unmerged{background:var(--errorSoft);color:var(--error)}
.chip.unclear{background:var(--undecidedSoft);color:var(--undecided)}
.table{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
th,td:first-child{white-space:nowrap}
th{color:var(--dim);font-weight:600}
td code{overflow-wrap:break-word}
td[data-name="Pushed as"]{min-width:14rem}td[data-name="Pushed as"] code{overflow-wrap:anywhere}
td .doubt{color:var(--undecided)}td .bad{color:var(--error)}
.notes{padding:0;list-style:none;font-size:.9375rem}
.notes li{padding:.15rem 0}
.toward{font-size:.9375rem}
@media (max-width:44rem){
body{font-size:15px}
main,.top,footer{padding-left:1rem;padding-right:1rem}
.filter{position:static;margin:0 -1rem;padding:.6rem 1rem}
.finding{padding:.85rem}
.verdict li{flex:1 1 40%}
.top{flex-wrap:wrap}
.number{width:2.6rem}
.note-of{width:calc(100vw - 8rem)}
thead{position:absolute;left:-999rem}
tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}
td{display:grid;grid-template-columns:6.5rem 1fr;gap:.5rem;border:0;padding:.1rem 0;min-width:0!important}
td code{overflow-wrap:anywhere}
td::before{content:attr(data-name);color:var(--dim)}
}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media print{.filter,.skip,button{display:none!important}.finding,.image,figure{break-inside:avoid}.scroll,.lines{overflow:visible}}
`;

/** The style as it stands in the page. */
export const style = `${themeStyle}${rules}`;
