package org.cardwright.formats.issuer;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;

/**
 * How much the first bytes of a file look like those of a layout, whatever else is wrong with the file.
 *
 * <p>It never decides how a file is read, only which layout speaks for a file that none can read.
 */
enum Likeness {

    /** Another form. */
    NONE,

    /** The form is the same, the beginning of the file is not the expected one. */
    FORM,

    /** The file begins as the layout says. */
    BEGINNING;

    /** As much of a file as is looked at. */
    static final int LOOKED_AT_BYTES = 8_192;

    private static final Pattern MARKUP = Pattern.compile("^\\s*[<{\\[]");

    /** Of the first bytes of a file, {@link #LOOKED_AT_BYTES} or fewer. */
    static Likeness of(ByteString head, IssuerLayout layout) {
        FileForm form = layout.form();
        ByteString bare = withoutMark(head, form.text().charset());
        if (form instanceof FileForm.Fixed fixed) {
            return fixed(bare, fixed, layout);
        }
        String text = text(bare, form.text().charset());
        if (form instanceof FileForm.Xml xml) {
            return markup(text, "<", Pattern.compile("<([^<>\\s:]+:)?" + Pattern.quote(xml.root()) + "[\\s/>]"));
        }
        if (form instanceof FileForm.Json json) {
            return markup(text, "{[", Pattern.compile(json.orders().isEmpty() ? "^\\s*\\[" : "^\\s*\\{"));
        }
        if (form instanceof FileForm.Embosser) {
            return text.contains("#DC") ? BEGINNING : NONE;
        }
        return delimited(text, (FileForm.Delimited) form, layout);
    }

    private static Likeness markup(String text, String firsts, Pattern beginning) {
        String trimmed = text.stripLeading();
        if (trimmed.isEmpty() || firsts.indexOf(trimmed.charAt(0)) < 0) {
            return NONE;
        }
        return beginning.matcher(text).find() ? BEGINNING : FORM;
    }

    private static Likeness delimited(String text, FileForm.Delimited form, IssuerLayout layout) {
        if (MARKUP.matcher(text).find()) {
            return NONE;
        }
        String line = text.lines().findFirst().orElse("");
        String marker = layout.header().marker();
        if (layout.header().isExpected() && line.startsWith(marker + form.delimiter())) {
            return BEGINNING;
        }
        return line.indexOf(form.delimiter()) >= 0 ? FORM : NONE;
    }

    private static Likeness fixed(ByteString head, FileForm.Fixed form, IssuerLayout layout) {
        Envelope header = layout.header();
        if (header.isExpected() && isMarked(head, header.marker(), header.markerOffset(), form)) {
            return BEGINNING;
        }
        boolean order = isMarked(head, layout.record().marker(), layout.record().markerOffset(), form);
        boolean trailer =
                isMarked(head, layout.trailer().marker(), layout.trailer().markerOffset(), form);
        if (order && !header.isExpected()) {
            return BEGINNING;
        }
        return order || trailer ? FORM : NONE;
    }

    private static boolean isMarked(ByteString head, String marker, int offset, FileForm.Fixed form) {
        byte[] wanted = marker.getBytes(form.text().charset());
        int end = offset + wanted.length;
        return wanted.length > 0
                && end <= head.size()
                && Arrays.equals(head.slice(offset, end).toByteArray(), wanted);
    }

    /** The bytes behind a byte order mark; what was UTF-16 is written in the character set of the layout. */
    private static ByteString withoutMark(ByteString head, Charset charset) {
        if (head.startsWith(ByteOrderMark.UTF_8)) {
            return head.slice(ByteOrderMark.UTF_8.size(), head.size());
        }
        boolean wide = head.startsWith(ByteOrderMark.UTF_16_BIG) || head.startsWith(ByteOrderMark.UTF_16_LITTLE);
        return wide ? ByteString.of(text(head, StandardCharsets.UTF_16).getBytes(charset)) : head;
    }

    /** For likeness only: what is no text becomes something else, and the strict reading comes later. */
    private static String text(ByteString octets, Charset charset) {
        return new String(octets.toByteArray(), charset);
    }
}
