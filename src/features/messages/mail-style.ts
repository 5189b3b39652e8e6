/**
 * The style of a message. Mail programs know no files of ours, so it stands in the message's head; it names no address
 * and fetches nothing. Where a program drops it, the message still reads well from top to bottom.
 */
export function mailStyle(brand: string, accent: string): string {
  return `
body.m{margin:0;padding:0;background:#fdf8f1;color:#2a1a2e;font-family:"Atkinson Hyperlegible Next","Atkinson Hyperlegible",Verdana,Arial,sans-serif;font-size:18px;line-height:1.55;-webkit-text-size-adjust:100%}
.preview{display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;color:#fdf8f1}
.sheet{max-width:600px;margin:0 auto;padding:28px 20px 40px}
.sender{margin:0 0 14px;color:${brand};font-size:17px;font-weight:bold}
.card{background:#fff;border:1px solid #e7dccd;border-top:5px solid ${accent};border-radius:14px;padding:28px 32px 30px}
h1{margin:0 0 18px;color:${brand};font-size:27px;line-height:1.25;font-weight:bold}
p{margin:0 0 16px}
.facts{margin:0 0 20px;padding:16px 20px 6px;background:#f6ecdd;border-radius:10px}
.facts dt{margin:0;color:#5b4a5e;font-size:15px;line-height:1.4}
.facts dd{margin:0 0 12px;font-weight:bold;line-height:1.4}
.note{padding:2px 0 2px 16px;border-left:4px solid ${accent}}
.act{margin:26px 0 24px}
.button{display:inline-block;padding:14px 26px;background:${brand};color:#fff;border-radius:10px;font-weight:bold;text-decoration:none}
.card p:last-child{margin-bottom:0}
.foot{padding:22px 32px 0;color:#5b4a5e;font-size:15px;line-height:1.5}
.foot p{margin:0 0 10px}
.foot .help{color:#2a1a2e;font-size:17px}
.foot a{color:${brand}}
.tel{white-space:nowrap;color:${brand}}
@media (max-width:480px){.sheet{padding:16px 12px 28px}.card{padding:22px 20px 24px}.foot{padding:20px 20px 0}h1{font-size:24px}.button{display:block;text-align:center}}
`.trim()
}
