package org.cardwright.machine.terminal;

import java.util.List;

/** One page that needs nothing else: no script, no picture, no style from elsewhere. Well-formed as XML; every text is escaped. */
final class HtmlPage {

    private static final String STYLE =
            "body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:72em;padding:0 1em;color:#1c2733}"
                    + "h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}"
                    + "table{border-collapse:collapse;margin:.6em 0}th,td{border:1px solid #c6ced6;padding:.25em .6em;text-align:left;"
                    + "vertical-align:top}th{background:#eef2f5}code,pre{font:13px/1.4 ui-monospace,monospace}"
                    + "pre{background:#f6f8fa;border:1px solid #c6ced6;padding:.7em;overflow-x:auto}"
                    + ".good{background:#e2f4e5}.bad{background:#fbe3e1}.open{background:#fdf3d7}.small{font-size:.85em;color:#51606e}";

    private final StringBuilder body = new StringBuilder();
    private final String title;

    HtmlPage(String title) {
        this.title = title;
        body.append("<h1>").append(escaped(title)).append("</h1>\n");
    }

    /** A text that a page may show as it is. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /** XML 1.0, 2.2. */
    private static boolean isXml(int c) {
        boolean below = c >= ' ' && c < Character.MIN_SURROGATE;
        boolean above = c > Character.MAX_SURROGATE && c != 0xFFFE && c != 0xFFFF;
        return c == '\t' || c == '\n' || below || above;
    }

    HtmlPage heading(String text) {
        body.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    HtmlPage paragraph(String text) {
        body.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** Lines as they are. */
    HtmlPage lines(List<String> lines) {
        body.append("<pre>");
        lines.forEach(line -> body.append(escaped(line)).append('\n'));
        body.append("</pre>\n");
        return this;
    }

    HtmlPage table(String... heads) {
        body.append("<table><tr>");
        for (String head : heads) {
            body.append("<th>").append(escaped(head)).append("</th>");
        }
        body.append("</tr>\n");
        return this;
    }

    /**
     * A cell.
     *
     * @param text what stands in it
     * @param small what stands below that, smaller; empty for nothing
     * @param look how it looks: one of the classes of the page, or empty
     */
    record Cell(String text, String small, String look) {

        static Cell of(String text) {
            return new Cell(text, "", "");
        }

        /** How much stands in it. */
        @Override
        public String toString() {
            return "Cell(" + text.length() + " characters)";
        }
    }

    HtmlPage row(List<Cell> cells) {
        body.append("<tr>");
        for (Cell cell : cells) {
            body.append(cell.look.isEmpty() ? "<td>" : "<td class=\"" + escaped(cell.look) + "\">")
                    .append(escaped(cell.text));
            if (!cell.small.isEmpty()) {
                body.append("<br/><span class=\"small\">")
                        .append(escaped(cell.small))
                        .append("</span>");
            }
            body.append("</td>");
        }
        body.append("</tr>\n");
        return this;
    }

    HtmlPage endTable() {
        body.append("</table>\n");
        return this;
    }

    /** The whole file. */
    String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta charset=\"utf-8\"/>"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>"
                + "<title>" + escaped(title) + "</title><style>" + STYLE + "</style></head>\n<body>\n" + body
                + "</body></html>\n";
    }
}
