package org.cardwright.crypto.certification;

import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;

/** The names that payment systems give their files; a file that somebody renamed says nothing by its name. */
final class ResponseName {

    private static final String TRACKING_NUMBER = "{tracking number}";
    private static final String IDENTIFIER = "{issuer identifier}";
    private static final String KEY_INDEX = "{key index}";
    private static final String CA_INDEX = "{CA index}";

    private ResponseName() {}

    /** The name of the answer to a request under a CA key. */
    static String of(ResponseLayout layout, IssuerKeyRequest request, ByteString caIndex) {
        return layout.fileName()
                .replace(TRACKING_NUMBER, request.references().trackingNumber().toHex())
                .replace(IDENTIFIER, request.issuerIdentifier())
                .replace(KEY_INDEX, request.references().keyIndex().toHex())
                .replace(CA_INDEX, caIndex.toHex());
    }

    /** True when a name has the form of the payment system. */
    static boolean hasForm(ResponseLayout layout, String name) {
        String form = Pattern.quote(layout.fileName());
        return name.matches(form.replace(TRACKING_NUMBER, "\\E[0-9]{6}\\Q")
                .replace(IDENTIFIER, "\\E[0-9]{3,8}\\Q")
                .replace(KEY_INDEX, "\\E[0-9A-F]{6}\\Q")
                .replace(CA_INDEX, "\\E[0-9A-F]{2}\\Q"));
    }
}
