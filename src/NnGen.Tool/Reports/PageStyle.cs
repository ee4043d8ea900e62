namespace NnGen.Tool.Reports;

/// <summary>The page's style sheet and its few lines of script. Colours are those of the library's training reports: inks and series stand at 4.5 to 1 or more against their cards.</summary>
internal static class PageStyle
{
    public const string Text = """
        :root{color-scheme:light dark;--page:#f6f6f3;--card:#fff;--ink:#1b1d20;--soft:#565c64;--rule:#e1e1db;--grid:#ebebe6;--s0:#0a62a9;--s1:#b9480a;--s2:#0b7a5a;--s7:#5a6069}
        @media screen and (prefers-color-scheme:dark){:root{--page:#101214;--card:#181b1e;--ink:#eceef0;--soft:#a6adb5;--rule:#2b3036;--grid:#262a2f;--s0:#6cb4f5;--s1:#ff9c5f;--s2:#4fcb9f;--s7:#b4bbc3}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
        main{max-width:1100px;margin:0 auto;padding:40px clamp(16px,3vw,40px) 56px}
        h1,h2,p,dl,dd,pre{margin:0;padding:0}
        h1{font-size:clamp(28px,5vw,42px);line-height:1.1;letter-spacing:-.02em;font-weight:680;overflow-wrap:anywhere}
        h2{font-size:20px;line-height:1.3;font-weight:640;margin:44px 0 10px}
        .kind{font-size:13px;font-weight:600;color:var(--soft);margin-bottom:6px}
        .lead{margin-top:12px;font-size:17px;line-height:1.5;max-width:46em;color:var(--soft)}
        .note{color:var(--soft);font-size:13.5px;max-width:60em;margin-bottom:12px}
        .card{background:var(--card);border:1px solid var(--rule);border-radius:12px;padding:18px 20px}
        pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.92em}
        pre{overflow-x:auto}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:1px;margin-top:28px;background:var(--rule);border:1px solid var(--rule);border-radius:12px;overflow:hidden}
        .facts div{background:var(--card);padding:14px 18px}
        .facts dt,.facts .more{font-size:13px;color:var(--soft)}
        .facts dd{font-size:25px;line-height:1.25;font-weight:640}
        .facts .more{font-weight:400}
        svg{display:block;width:100%;height:auto}
        .grid{stroke:var(--grid)}
        .tick{fill:var(--soft);font-size:11.5px}
        .front{fill:none;stroke:var(--s0);stroke-width:1.5}
        .dot{fill:var(--s7);fill-opacity:.45;stroke:var(--card)}
        .dot.on{fill:var(--s0);fill-opacity:1}
        .dot.cut{fill:var(--s1);fill-opacity:.8}
        .dot.best{fill:var(--s2);fill-opacity:1}
        .curve{fill:none;stroke:var(--s7);stroke-opacity:.45;stroke-width:1.2}
        .curve.cut{stroke:var(--s1);stroke-opacity:.6;stroke-dasharray:4 3}
        .curve.best{stroke:var(--s2);stroke-opacity:1;stroke-width:2.6}
        .planned{stroke:var(--rule);stroke-width:1}
        .bar{stroke:var(--s7);stroke-opacity:.7}
        .bar.cut{stroke:var(--s1)}
        .bar.failed{stroke:var(--ink);stroke-dasharray:2 2}
        .bar.best{stroke:var(--s2);stroke-opacity:1}
        circle.lit{stroke:var(--ink);stroke-width:2.5;fill-opacity:1}
        .curve.lit{stroke:var(--ink);stroke-width:2.6;stroke-opacity:1}
        g.lit .bar{stroke:var(--ink);stroke-opacity:1}
        tr.lit td,tr.lit th{background:var(--grid)}
        .pick input{position:absolute;opacity:0}
        .pick label{display:inline-block;border:1px solid var(--rule);border-radius:999px;padding:3px 12px;margin:0 8px 12px 0;font-size:13px;background:var(--card);cursor:pointer}
        .pick input:checked+label{border-color:var(--s0);color:var(--s0)}
        .pick input:focus-visible+label{outline:2px solid var(--s0);outline-offset:2px}
        .pick div{display:none}
        #cost0:checked~.c0,#cost1:checked~.c1,#cost2:checked~.c2{display:block}
        .scroll{overflow-x:auto}
        .tall{max-height:430px;overflow-y:auto}
        .scroll:focus-visible,pre:focus-visible{outline:2px solid var(--s0);outline-offset:2px}
        table{border-collapse:collapse;font-size:13.5px;line-height:1.4}
        th,td{padding:5px 0 5px 18px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--grid);vertical-align:baseline}
        th:first-child{padding-left:0}
        thead th{font-weight:500;color:var(--soft)}
        tbody th{font-weight:500}
        .word{text-align:left}
        td.why{white-space:normal;min-width:24em}
        tr.total td,tr.total th{font-weight:640}
        footer{margin-top:48px;padding-top:16px;border-top:1px solid var(--rule);color:var(--soft);font-size:13px}
        """;

    /// <summary>What the pointer is on is lit in all pictures and in the table.</summary>
    public const string Script = """
        document.addEventListener('pointerover',function(e){var t=e.target.closest('[data-t]');document.querySelectorAll('.lit').forEach(function(x){x.classList.remove('lit')});if(t)document.querySelectorAll('[data-t="'+t.dataset.t+'"]').forEach(function(x){x.classList.add('lit')})});
        """;
}
