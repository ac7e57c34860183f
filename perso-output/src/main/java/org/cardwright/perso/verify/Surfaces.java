package org.cardwright.perso.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;

/** What can be read on the surface and the stripe of a card, taken from the machine records. */
final class Surfaces {

    private static final Pattern LASER_TEXT = Pattern.compile("<text name=\"([^\"]*)\"[^>]*>([^<]*)</text>");
    private static final Pattern LASER_CARD = Pattern.compile("<card order=\"([^\"]*)\">");
    private static final Pattern STRIPE = Pattern.compile("(%[^%;?]+\\?)?(;[^%;?]+\\?)?(_;[^%;?]+\\?)?\r\n");
    private static final Pattern TRACK_3 = Pattern.compile("_;[^?]*\\?");
    private static final String START = "#DCC#";
    private static final String EMBOSS = "#EMB#";
    private static final String ENCODE = "#ENC#";
    private static final String END = "#END#";

    private Surfaces() {}

    /**
     * The tracks of a stripe without sentinels.
     *
     * @param track1 from the format code on
     * @param track2 from the PAN on
     * @param track3 whatever the issuer sent
     */
    record Stripe(Optional<String> track1, Optional<String> track2, Optional<String> track3) {
        /** Never a track. */
        @Override
        public String toString() {
            return "Stripe";
        }
    }

    /** Tracks between {@code %} or {@code ;} and {@code ?}; a track 3 begins with {@code _;}. */
    static Stripe stripe(String text) {
        Optional<String> track1 = between(text, "%", "?");
        String without3 = TRACK_3.matcher(text).replaceAll("");
        Optional<String> track2 = between(without3, ";", "?");
        return new Stripe(track1, track2, between(text, "_;", "?"));
    }

    /** True when tracks with their sentinels, in their order, and the end of the line are all there is. */
    static boolean isStripe(String text) {
        return STRIPE.matcher(text).matches();
    }

    /** The tracks inside an embossing record; nothing when it has no encoder module. */
    static Optional<Stripe> stripeOfEmbossing(ByteString record) {
        return between(text(record), ENCODE, END).map(Surfaces::stripe);
    }

    /** Lines of an embossing record, each ended by a quotation mark. */
    static List<String> embossed(ByteString record) {
        String text = text(record);
        int start = text.indexOf(EMBOSS);
        if (start < 0) {
            return List.of();
        }
        int encode = text.indexOf(ENCODE, start);
        int end = encode >= 0 ? encode : text.indexOf(END, start);
        String zone = text.substring(start + EMBOSS.length(), end < 0 ? text.length() : end);
        return List.of(zone.split("\"", -1));
    }

    /** What stands between the beginning of an embossing record and its lines; everything when it has none. */
    static String inFrontOfLines(ByteString record) {
        String text = text(record);
        int lines = text.indexOf(EMBOSS);
        String head = lines < 0 ? text : text.substring(0, lines);
        return head.startsWith(START) ? head.substring(START.length()) : head;
    }

    /** Texts of a laser element, escapes resolved. */
    static List<String> engraved(ByteString element) {
        return engravedByName(element).stream().map(Map.Entry::getValue).toList();
    }

    /** The same with the name of each at the machine. */
    static List<Map.Entry<String, String>> engravedByName(ByteString element) {
        List<Map.Entry<String, String>> texts = new ArrayList<>();
        Matcher matcher = LASER_TEXT.matcher(utf8(element));
        while (matcher.find()) {
            texts.add(Map.entry(matcher.group(1), unescaped(matcher.group(2))));
        }
        return texts;
    }

    /** The order that a laser element is for. */
    static Optional<String> orderOf(ByteString element) {
        Matcher matcher = LASER_CARD.matcher(utf8(element));
        return matcher.find() ? Optional.of(unescaped(matcher.group(1))) : Optional.empty();
    }

    private static String utf8(ByteString element) {
        return new String(element.toByteArray(), StandardCharsets.UTF_8);
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    static String text(ByteString record) {
        return new String(record.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> between(String text, String start, String end) {
        int from = text.indexOf(start);
        int to = from < 0 ? -1 : text.indexOf(end, from + start.length());
        return to < 0 ? Optional.empty() : Optional.of(text.substring(from + start.length(), to));
    }
}
