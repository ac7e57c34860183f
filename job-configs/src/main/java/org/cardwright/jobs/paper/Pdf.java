package org.cardwright.jobs.paper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A document of A4 pages with lines of text and black rectangles; closing wipes it. ISO 32000-1, 7.5 and 9.4.
 *
 * <p>Fonts are the standard ones that every reader has (9.6.2.2); content streams are not compressed. Places are in points from the
 * left lower corner, 595 by 842.
 */
public final class Pdf implements AutoCloseable {

    /** How a line is set: a standard font and its size in points. */
    public enum Style {
        /** The heading of a sheet. */
        HEADING("Helvetica-Bold", 18),
        /** What counts most. */
        STRONG("Helvetica-Bold", 11),
        /** Text. */
        PLAIN("Helvetica", 10),
        /** What is typed again. */
        TYPED("Courier-Bold", 13);

        private final String font;
        private final int size;

        Style(String font, int size) {
            this.font = font;
            this.size = size;
        }
    }

    /** Objects 1 and 2 are the catalog and the tree of pages, then come the fonts. 7.7.2, 7.7.3. */
    private static final int FIRST_FONT = 3;

    /** WinAnsiEncoding is Latin-1 from the no-break space on. Annex D.2. */
    private static final int FIRST_LATIN_1 = 0xA0;

    private static final int FIRST_PAGE = FIRST_FONT + Style.values().length;

    private final List<WipedBuffer> pages = new ArrayList<>();

    /** Begins a page; all that follows stands on it. */
    public Pdf page() {
        pages.add(new WipedBuffer());
        return this;
    }

    /** A line of printable ASCII; what is not is shown as a question mark. */
    public Pdf text(Style style, double x, double y, byte[] ascii) {
        byte[] shown = ascii.clone();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = shown[i] < ' ' || shown[i] > '~' ? (byte) '?' : shown[i];
        }
        return set(style, x, y, shown);
    }

    /** A line of Latin-1 that is no secret; what is not is shown as a question mark. */
    public Pdf latin1(Style style, double x, double y, String line) {
        byte[] shown = line.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < shown.length; i++) {
            int character = shown[i] & 0xFF;
            boolean ascii = character >= ' ' && character <= '~';
            shown[i] = ascii || character >= FIRST_LATIN_1 ? shown[i] : (byte) '?';
        }
        return set(style, x, y, shown);
    }

    private Pdf set(Style style, double x, double y, byte[] shown) {
        current()
                .put(String.format(Locale.ROOT, "BT /F%d %d Tf %.2f %.2f Td <", style.ordinal(), style.size, x, y))
                .putHex(shown)
                .put("> Tj ET\n");
        Arrays.fill(shown, (byte) 0);
        return this;
    }

    /** A line that is no secret. */
    public Pdf text(Style style, double x, double y, String line) {
        return text(style, x, y, line.getBytes(StandardCharsets.US_ASCII));
    }

    /** A black rectangle. 8.5.2. */
    public Pdf rectangle(double x, double y, double width, double height) {
        current().put(String.format(Locale.ROOT, "%.2f %.2f %.2f %.2f re f\n", x, y, width, height));
        return this;
    }

    /** A code with its left lower corner and the length of a side; the light margin around it is the caller's. */
    public Pdf code(QrCode code, double x, double y, double side) {
        double module = side / QrCode.SIZE;
        for (int row = 0; row < QrCode.SIZE; row++) {
            for (int column = 0; column < QrCode.SIZE; column++) {
                if (code.isDark(row, column)) {
                    rectangle(x + column * module, y + (QrCode.SIZE - 1 - row) * module, module, module);
                }
            }
        }
        return this;
    }

    private WipedBuffer current() {
        return pages.get(pages.size() - 1);
    }

    /** The whole file, to be wiped by the caller. */
    public byte[] toBytes() {
        try (WipedBuffer out = new WipedBuffer()) {
            List<Integer> places = new ArrayList<>();
            out.put("%PDF-1.4\n");
            begin(out, places).put("<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
            begin(out, places).put("<< /Type /Pages /Kids [" + kids() + "] /Count " + pages.size() + " >>\nendobj\n");
            for (Style style : Style.values()) {
                begin(out, places)
                        .put("<< /Type /Font /Subtype /Type1 /BaseFont /" + style.font
                                + " /Encoding /WinAnsiEncoding >>\nendobj\n");
            }
            for (WipedBuffer page : pages) {
                int content = places.size() + 2;
                begin(out, places)
                        .put("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " + content
                                + " 0 R /Resources << /Font << " + fonts() + ">> >> >>\nendobj\n");
                begin(out, places)
                        .put("<< /Length " + page.size() + " >>\nstream\n")
                        .put(page)
                        .put("\nendstream\nendobj\n");
            }
            references(out, places);
            return out.toBytes();
        }
    }

    private static WipedBuffer begin(WipedBuffer out, List<Integer> places) {
        places.add(out.size());
        return out.put(places.size() + " 0 obj\n");
    }

    private String kids() {
        StringBuilder kids = new StringBuilder();
        for (int i = 0; i < pages.size(); i++) {
            kids.append(FIRST_PAGE + 2 * i).append(" 0 R ");
        }
        return kids.toString();
    }

    private static String fonts() {
        StringBuilder fonts = new StringBuilder();
        for (Style style : Style.values()) {
            fonts.append("/F").append(style.ordinal()).append(' ').append(FIRST_FONT + style.ordinal());
            fonts.append(" 0 R ");
        }
        return fonts.toString();
    }

    /** Where each object begins. 7.5.4, 7.5.5. */
    private static void references(WipedBuffer out, List<Integer> places) {
        int start = out.size();
        int count = places.size() + 1;
        out.put("xref\n0 " + count + "\n0000000000 65535 f \n");
        places.forEach(place -> out.put(String.format(Locale.ROOT, "%010d 00000 n \n", place)));
        out.put("trailer\n<< /Size " + count + " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n");
    }

    @Override
    public void close() {
        pages.forEach(WipedBuffer::close);
    }
}
