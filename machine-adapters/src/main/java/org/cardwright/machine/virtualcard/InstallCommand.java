package org.cardwright.machine.virtualcard;

import static org.cardwright.machine.virtualcard.CardRefusal.require;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.channel.CommandApdu;

/**
 * What INSTALL asks for. GlobalPlatform Card Specification 2.3.1, 11.5.2.3, Tables 11-43 and 11-47.
 *
 * @param forPersonalization else for install and make selectable
 * @param loadFile empty for personalization
 * @param module empty for personalization
 * @param application its identifier
 */
record InstallCommand(boolean forPersonalization, ByteString loadFile, ByteString module, ByteString application) {

    static final int FOR_PERSONALIZATION = 0x20;

    private static final int FOR_INSTALL_AND_SELECTABLE = 0x0C;
    private static final int FIELDS_INSTALL = 6;
    private static final int FIELDS_PERSONALIZATION = 6;

    static InstallCommand decode(CommandApdu command) {
        require(command.p2() == 0, CardRefusal.WRONG_PARAMETERS);
        List<ByteString> fields = fields(command.data());
        return switch (command.p1()) {
            case FOR_INSTALL_AND_SELECTABLE -> {
                require(fields.size() == FIELDS_INSTALL, CardRefusal.WRONG_DATA);
                yield new InstallCommand(false, fields.get(0), fields.get(1), fields.get(2));
            }
            case FOR_PERSONALIZATION -> {
                require(fields.size() == FIELDS_PERSONALIZATION, CardRefusal.WRONG_DATA);
                require(fields.get(0).isEmpty() && fields.get(1).isEmpty(), CardRefusal.WRONG_DATA);
                yield new InstallCommand(true, ByteString.EMPTY, ByteString.EMPTY, fields.get(2));
            }
            default -> throw new CardRefusal(CardRefusal.WRONG_PARAMETERS);
        };
    }

    /** Fields with their length in front; bounded by the data, of which each takes one byte at least. */
    private static List<ByteString> fields(ByteString data) {
        List<ByteString> fields = new ArrayList<>();
        int at = 0;
        while (at < data.size()) {
            int end = at + 1 + data.unsignedAt(at);
            require(end <= data.size(), CardRefusal.WRONG_DATA);
            fields.add(data.slice(at + 1, end));
            at = end;
        }
        return fields;
    }
}
