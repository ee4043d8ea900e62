namespace NnGen;

/// <summary>The page's style sheet. It has no child combinators, because <c>&gt;</c> is markup to XML.</summary>
internal static class ReportStyle
{
    public static string Text => ReportPalette.Variables() + Page + Tables + Charts + Screens;

    private const string Page = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
        main{max-width:1200px;margin:0 auto;padding:40px clamp(16px,3vw,40px) 56px}
        h1,h2,h3,p,figure,dl,dd,ul,ol{margin:0;padding:0}
        h1{font-size:clamp(30px,5vw,44px);line-height:1.1;letter-spacing:-.02em;font-weight:680;overflow-wrap:anywhere}
        h2{font-size:20px;line-height:1.3;letter-spacing:-.01em;font-weight:640;margin:48px 0 14px}
        h3{font-size:15px;line-height:1.35;font-weight:620}
        code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.92em}
        .kind{font-size:13px;font-weight:600;color:var(--soft);letter-spacing:.01em;margin-bottom:6px}
        .lead{margin-top:12px;font-size:17px;line-height:1.5;max-width:46em;color:var(--soft);text-wrap:pretty}
        .lead strong{color:var(--ink);font-weight:620}
        .note{color:var(--soft);font-size:13.5px;max-width:60em}
        .card{background:var(--card);border:1px solid var(--rule);border-radius:12px;padding:18px 20px}
        .nodes{display:flex;flex-wrap:wrap;gap:8px 0;list-style:none;margin-top:22px}
        .nodes li{display:flex;align-items:center;font-size:13px}
        .nodes li:not(:last-child)::after{content:"";width:14px;height:1px;background:var(--axis);margin:0 4px}
        .node{border:1px solid var(--rule);background:var(--card);border-radius:999px;padding:3px 11px;white-space:nowrap}
        .node b{font-weight:600}
        .node span{color:var(--soft);margin-left:6px}
        .node.learns{border-color:var(--s0)}
        .facts{display:grid;grid-template-columns:repeat(var(--n),minmax(0,1fr));gap:1px;margin-top:28px;background:var(--rule);border:1px solid var(--rule);border-radius:12px;overflow:hidden}
        .facts div{background:var(--card);padding:14px 18px 15px;min-width:0}
        .facts dt{font-size:13px;color:var(--soft)}
        .facts dd{font-size:25px;line-height:1.25;font-weight:640;letter-spacing:-.015em;margin-top:1px}
        .facts .more{font-size:13px;font-weight:400;letter-spacing:0;color:var(--soft);margin-top:2px;line-height:1.4}
        .warnings{display:grid;gap:12px;list-style:none;margin-top:28px}
        .warnings li,.fine{display:grid;grid-template-columns:26px 1fr;gap:12px}
        .warnings li{background:var(--card);border:1px solid var(--warning);border-radius:12px;padding:16px 20px 17px}
        .warnings h3{color:var(--warning);font-size:16px}
        .warnings p{margin-top:3px;max-width:64em}
        .warnings .advice{color:var(--soft)}
        .icon{width:26px;height:26px;display:block}
        .fine{margin-top:22px;color:var(--soft);font-size:14px;align-items:center}
        .warnings .icon{color:var(--warning)}
        .fine .icon{color:var(--good)}
        footer{margin-top:48px;padding-top:16px;border-top:1px solid var(--rule);color:var(--soft);font-size:13px}

        """;

    private const string Tables = """
        .scroll{overflow-x:auto;margin:0 -20px;padding:0 20px}
        .scroll:focus-visible{outline:2px solid var(--s0);outline-offset:2px}
        .tall{max-height:430px;overflow-y:auto;margin-bottom:-18px;padding-bottom:14px}
        table{border-collapse:collapse;font-size:13.5px;line-height:1.4}
        caption{text-align:left;font-size:15px;font-weight:620;padding-bottom:8px;color:var(--ink)}
        th,td{padding:6px 0 6px 18px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--grid);vertical-align:baseline}
        th:first-child,td:first-child{padding-left:0;text-align:left}
        tr:last-child td,tr:last-child th{border-bottom:0}
        thead th{font-weight:500;color:var(--soft);border-bottom:1px solid var(--rule)}
        tbody th{font-weight:500}
        td.word,th.word{text-align:left}
        tr.total td,tr.total th{font-weight:640;border-top:1px solid var(--rule)}
        .full{width:100%}
        .tall thead th{position:sticky;top:0;background:var(--card)}
        .pairs th{color:var(--soft);font-weight:400;text-align:left;white-space:normal;padding:6px 0;vertical-align:top}
        .pairs td{text-align:left;white-space:normal;overflow-wrap:anywhere}
        .halves{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(min(100%,430px),1fr));align-items:start}
        .stack{display:grid;gap:16px;min-width:0;grid-template-columns:minmax(0,1fr)}
        .halves .card{min-width:0}
        .confusion{font-size:13px;border-collapse:separate;border-spacing:2px}
        .confusion th,.confusion td{border:0;padding:0;min-width:35px;height:33px;text-align:center;vertical-align:middle;border-radius:5px}
        .confusion thead th{height:auto;padding:4px}
        .confusion th:first-child{text-align:right;padding:0 8px 0 0;color:var(--soft)}
        .confusion .right{background:color-mix(in srgb,var(--s0) calc(var(--v)*42%),var(--card));font-weight:600}
        .confusion .wrong{background:color-mix(in srgb,var(--s1) calc(var(--v)*42%),var(--card))}
        .confusion .none{color:var(--soft);font-size:.85em}
        .confusion .rate{color:var(--soft);padding-left:8px;font-size:12.5px}
        .confusion .upright{vertical-align:bottom;padding-bottom:6px}
        .upright span{writing-mode:vertical-rl;transform:rotate(180deg);max-height:130px;overflow:hidden;text-overflow:ellipsis}
        .apart{margin-top:16px}
        .mistakes{list-style:none;font-size:14px}
        .mistakes li{display:flex;gap:12px;justify-content:space-between;padding:6px 0;border-bottom:1px solid var(--grid)}
        .mistakes li:last-child{border:0}
        .mistakes span{color:var(--soft);white-space:nowrap}
        details{margin-top:16px}
        summary{cursor:pointer;font-weight:620}
        summary:focus-visible{outline:2px solid var(--s0);outline-offset:3px;border-radius:3px}
        details .scroll{margin-top:10px}

        """;

    private const string Charts = """
        .charts{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr))}
        .charts .chart:last-child:nth-child(odd){grid-column:1/-1}
        .chart{container-type:inline-size;min-width:0;break-inside:avoid}
        .chart figcaption{min-height:44px;margin-bottom:12px}
        .chart .note{font-size:13px;line-height:1.4}
        .plot{display:grid;grid-template-columns:calc(var(--left)*1ch + 10px) minmax(0,1fr);font-size:12px;line-height:16px}
        .plot svg{width:100%;height:210px;display:block;overflow:visible}
        .marks,.ends{position:relative;color:var(--soft)}
        .marks span,.ends span{position:absolute;white-space:nowrap}
        .marks.up span{right:10px;transform:translateY(-50%)}
        .marks.along{grid-column:2;height:24px}
        .marks.along span{top:8px;transform:translateX(-50%)}
        .marks.along.many span{max-width:72px;overflow:hidden;text-overflow:ellipsis}
        .along-name{grid-column:2;text-align:right;color:var(--soft)}
        .ends{display:none;grid-column:3;grid-row:1}
        .ends span{left:10px;transform:translateY(-50%);color:var(--mine);font-weight:600;max-width:calc(100% - 10px);overflow:hidden;text-overflow:ellipsis}
        .ends i{font-style:normal;font-weight:400;color:var(--soft);margin-left:5px}
        .legend{display:flex;flex-wrap:wrap;gap:2px 16px;list-style:none;font-size:12.5px;line-height:20px;margin-bottom:12px}
        .legend li{display:flex;align-items:center;gap:6px;min-width:0;overflow-wrap:anywhere}
        .legend b{font-weight:600;color:var(--mine)}
        .legend span{color:var(--soft)}
        .legend svg{width:28px;height:8px;flex:none;overflow:visible}
        @container (min-width:440px){
        .plot.ended{grid-template-columns:calc(var(--left)*1ch + 10px) minmax(0,1fr) calc(var(--right)*1ch + 12px)}
        .ends{display:block}
        .legend.doubled{display:none}
        }
        .line,.dot,.ring,.grid,.axis{fill:none;vector-effect:non-scaling-stroke}
        .line{stroke:var(--mine);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .dot{stroke:var(--mine);stroke-width:6;stroke-linecap:round}
        .ring{stroke:var(--mine);stroke-width:12;stroke-linecap:round}
        .ring.inner{stroke:var(--card);stroke-width:6}
        .grid{stroke:var(--grid);stroke-width:1}
        .axis{stroke:var(--axis);stroke-width:1}
        .hit{fill:transparent}
        .hit:hover{fill:var(--hover)}
        .histograms{display:grid;gap:22px 28px;grid-template-columns:repeat(auto-fit,minmax(min(100%,230px),1fr))}
        .histogram{min-width:0;break-inside:avoid}
        .histogram svg{width:100%;height:92px;display:block;overflow:visible;margin-top:8px}
        .histogram .marks{height:20px;font-size:12px;line-height:16px}
        .histogram .marks span{top:4px}
        .histogram .marks .low{left:0}
        .histogram .marks .zero{transform:translateX(-50%)}
        .histogram .marks .high{right:0}
        .filled{fill:color-mix(in srgb,var(--s0) 30%,var(--card));stroke:var(--s0);stroke-width:1;vector-effect:non-scaling-stroke}
        .outline{fill:none;stroke:var(--s1);stroke-width:1.75;stroke-dasharray:4 3;vector-effect:non-scaling-stroke}

        """;

    private const string Screens = """
        @media (max-width:860px){
        .facts{grid-template-columns:1fr 1fr}
        .facts div:last-child:nth-child(odd){grid-column:1/-1}
        }
        @media (max-width:560px){
        main{padding-top:26px}
        h2{margin-top:36px}
        .card{padding:15px 15px 16px}
        th,td{padding-left:11px}
        table{font-size:13px}
        .scroll{margin:0 -15px;padding:0 15px}
        .tall{margin-bottom:-16px}
        .histograms{gap:18px 20px;grid-template-columns:repeat(auto-fit,minmax(min(100%,136px),1fr))}
        .histogram svg{height:64px}
        .facts div{padding:11px 14px 12px}
        .facts dd{font-size:21px}
        .chart figcaption{min-height:0}
        .confusion{border-spacing:1px;font-size:11.5px}
        .confusion th,.confusion td{min-width:25px;height:28px;border-radius:3px}
        .confusion thead th{padding:3px 0}
        .confusion .rate{padding-left:5px;font-size:11px}
        .confusion th:first-child{padding-right:5px}
        }
        @media print{
        :root{--page:#fff}
        body{font-size:10.5pt}
        main{max-width:none;padding:0}
        h2{break-after:avoid;margin-top:24px}
        .card,.facts,.warnings li{break-inside:avoid;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .charts{grid-template-columns:1fr 1fr}
        .tall{max-height:none;overflow:visible}
        .tall thead th{position:static}
        .card.long{break-inside:auto}
        tr{break-inside:avoid}
        .plot svg{height:150px}
        .hit{display:none}
        }

        """;
}
