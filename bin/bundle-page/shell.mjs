/**
 * The page of a bundle without the bundle. Its policy lets in one program and one style, each by its hash, and nothing
 * from anywhere else: opened from a disk or a mail, it cannot tell anybody that it was.
 */
export function bundleShell({ js, css, pinned }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${pinned(js)}'; style-src '${pinned(css)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>notouch bundle</title>
<style>${css}</style>
</head>
<body>
<main>
<p id="language" class="languages no-print"></p>
<div id="report"><p class="big">Not verified yet.</p><noscript><p>This page verifies the bundle in it with a program of its own. Without scripts it shows nothing, because nothing was verified. <code>notouch verify</code> does the same on the command line.</p><p lang="vi">Trang này kiểm chứng gói trong nó bằng chương trình của chính nó. Không có script thì nó không hiển thị gì, vì chưa có gì được kiểm chứng. <code>notouch verify</code> làm đúng việc đó trên dòng lệnh.</p></noscript></div>
<section aria-labelledby="how">
<h2 id="how" data-word="steps">What was verified, step by step</h2>
<ol id="steps"></ol>
</section>
<section class="no-print" aria-labelledby="against">
<h2 id="against" data-word="against">Hold it against what you kept</h2>
<p data-word="againstSays">This page used nothing but itself. With a checkpoint that you kept from before, it can tell whether the ledger was rewritten since; with a key that you got another way, that the ledger is the right one.</p>
<form id="again">
<label><span data-word="earlier">Earlier checkpoint, the whole note</span> <textarea id="earlier" rows="5" spellcheck="false"></textarea></label>
<label><span data-word="key">Verifier key</span> <input id="key" autocomplete="off" spellcheck="false"></label>
<button type="submit" data-word="again">Verify again</button>
</form>
<p><button type="button" id="print" data-word="print">Print</button></p>
</section>
</main>
<script id=bundle type=text/plain></script>
<script>${js}</script>
</body>
</html>
`;
}
