package org.cardwright.perso.surface;

import java.nio.charset.StandardCharsets;
import org.cardwright.formats.bytes.ByteString;

/**
 * A card's texts for a laser engraver as one XML element, positions in micrometres.
 *
 * <p>The file around it is {@link #fileStart}, one element per card, {@link #fileEnd}. Own neutral form; adapters convert
 * it to a machine's language (machine formats B5).
 */
public final class LaserRecord {

    private LaserRecord() {}

    /** What stands before the first card. */
    public static ByteString fileStart(SurfaceLayout layout) {
        return utf8(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<laser-cards xmlns=\"urn:cardwright:laser:1\" layout=\""
                        + layout.name() + "\" version=\"" + layout.version() + "\">\n");
    }

    /** What stands behind the last card. */
    public static ByteString fileEnd() {
        return utf8("</laser-cards>\n");
    }

    /**
     * One card.
     *
     * @param orderReference the issuer's name of the order
     */
    public static ByteString format(SurfaceLayout layout, String orderReference, SurfaceData data) {
        StringBuilder xml = new StringBuilder("  <card order=\"")
                .append(escaped(orderReference))
                .append("\">");
        for (SurfaceLayout.Text text : layout.laser()) {
            String value = text.field().of(data);
            if (!value.isEmpty()) {
                xml.append("<text name=\"").append(text.name());
                xml.append("\" font=\"").append(escaped(text.font()));
                xml.append("\" height-um=\"").append(text.heightUm());
                xml.append("\" x-um=\"").append(text.xUm());
                xml.append("\" y-um=\"").append(text.yUm());
                xml.append("\">").append(escaped(value)).append("</text>");
            }
        }
        return utf8(xml.append("</card>\n").toString());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static ByteString utf8(String text) {
        return ByteString.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
