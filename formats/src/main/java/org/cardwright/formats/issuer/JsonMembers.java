package org.cardwright.formats.issuer;

import java.util.regex.Pattern;
import org.cardwright.formats.card.RejectReason;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Lays the members of one JSON value out by path; the elements of an array are {@code name}, {@code name[2]}, ...
 *
 * @param record takes the texts
 */
record JsonMembers(MemberRecord record) {

    /** Most scalar values of one record. */
    private static final int MAX_MEMBERS = 256;

    /** A member whose name looks like a path is not the member at that path. */
    private static final Pattern PATH_SIGNS = Pattern.compile("[/@\\[\\]]");

    /**
     * Takes the value at the parser and all below it, and stops at its last token.
     *
     * @return false when there are too many values; depth is bounded by the parser
     */
    boolean collect(JsonParser parser, String path) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return members(parser, path);
        }
        if (token == JsonToken.START_ARRAY) {
            return elements(parser, path);
        }
        if (token != JsonToken.VALUE_NULL) {
            record.put(path, parser.getString());
        }
        return record.size() <= MAX_MEMBERS;
    }

    private boolean members(JsonParser parser, String parent) {
        boolean fits = true;
        while (fits && parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            String path = record.path(parent, name);
            if (PATH_SIGNS.matcher(name).find()) {
                record.fail(RejectReason.FIELD_UNKNOWN);
            } else if (path.endsWith("]")) {
                record.fail(RejectReason.FIELD_TWICE);
            }
            parser.nextToken();
            fits = collect(parser, path);
        }
        return fits;
    }

    /** The array itself has taken the path of its first element. */
    private boolean elements(JsonParser parser, String path) {
        boolean fits = true;
        int count = 0;
        while (fits && parser.nextToken() != JsonToken.END_ARRAY) {
            count++;
            fits = count <= MAX_MEMBERS && collect(parser, count == 1 ? path : path + "[" + count + "]");
        }
        return fits;
    }
}
