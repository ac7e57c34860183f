package org.cardwright.machine.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.Dol;
import org.cardwright.formats.tlv.MalformedTlvException;
import org.cardwright.formats.tlv.Tag;
import org.cardwright.formats.tlv.Tlv;
import org.cardwright.formats.tlv.TlvReader;
import org.cardwright.machine.channel.CardChannel;
import org.cardwright.machine.channel.CommandApdu;
import org.cardwright.machine.channel.Outcome;

/** What any reader can read of a card. EMV 4.4 Book 1, 11.3; Book 3, 6.5.7, 6.5.8, 6.5.11. */
final class ChipReading {

    private static final int SELECT = 0x00A40400;
    private static final int GET_PROCESSING_OPTIONS = 0x80A80000;
    private static final int READ_RECORD = 0x00B20004;
    private static final int GET_DATA = 0x80CA0000;
    private static final Tag INFORMATION = Tag.of("6F");
    private static final Tag PROPRIETARY = Tag.of("A5");
    private static final Tag OPTIONS_LIST = Tag.of("9F38");
    private static final int MAX_LIST_BYTES = 252;

    private final CardChannel card;

    ChipReading(CardChannel card) {
        this.card = card;
    }

    private Optional<ByteString> ask(CommandApdu command) {
        return card.transmit(command) instanceof Outcome.Ok ok ? Optional.of(ok.data()) : Optional.empty();
    }

    Optional<ByteString> select(ByteString name) {
        return ask(CommandApdu.of(SELECT, name).expecting(CommandApdu.MAX_EXPECTED));
    }

    /** AIP and AFL as they stand in template 80. */
    Optional<ByteString> processingOptions(ByteString selected) {
        int bytes = proprietary(selected)
                .flatMap(objects -> value(objects, OPTIONS_LIST))
                .map(ChipReading::listBytes)
                .orElse(0);
        ByteString values = ByteString.repeat(0, Math.min(bytes, MAX_LIST_BYTES));
        ByteString template = new Tlv(Tag.of("83"), values).encode();
        return ask(CommandApdu.of(GET_PROCESSING_OPTIONS, template).expecting(CommandApdu.MAX_EXPECTED))
                .flatMap(ChipReading::options);
    }

    private static Optional<ByteString> options(ByteString answer) {
        List<Tlv> objects = objects(answer);
        if (objects.size() != 1) {
            return Optional.empty();
        }
        Tlv template = objects.get(0);
        if (template.tag().equals(Tag.of("80"))) {
            return Optional.of(template.value());
        }
        List<Tlv> inside = template.tag().isConstructed() ? objects(template.value()) : List.of();
        return value(inside, Tag.of("82"))
                .flatMap(aip -> value(inside, Tag.of("94")).map(aip::plus));
    }

    private static int listBytes(ByteString list) {
        try {
            return Dol.decode(list).dataBytes();
        } catch (MalformedTlvException malformed) {
            return 0;
        }
    }

    Optional<ByteString> record(int sfi, int number) {
        return ask(CommandApdu.fetching(READ_RECORD | number << 8 | sfi << 3));
    }

    Optional<ByteString> data(Tag tag) {
        return ask(CommandApdu.fetching(GET_DATA | tag.value())).flatMap(answer -> value(objects(answer), tag));
    }

    Optional<ByteString> raw(int header) {
        return ask(CommandApdu.fetching(header));
    }

    /** What stands in A5 of the answer to SELECT. */
    static Optional<List<Tlv>> proprietary(ByteString selected) {
        return value(objects(selected), INFORMATION)
                .flatMap(inside -> value(objects(inside), PROPRIETARY))
                .map(ChipReading::objects);
    }

    static List<Tlv> objects(ByteString bytes) {
        try {
            return TlvReader.read(bytes);
        } catch (MalformedTlvException malformed) {
            return List.of();
        }
    }

    static Optional<ByteString> value(List<Tlv> objects, Tag tag) {
        return objects.stream()
                .filter(object -> object.tag().equals(tag))
                .map(Tlv::value)
                .findFirst();
    }

    /** Data elements of records, the first of each tag. */
    static Map<Tag, ByteString> elements(List<ByteString> records) {
        Map<Tag, ByteString> elements = new LinkedHashMap<>();
        for (ByteString record : records) {
            List<Tlv> inside = new ArrayList<>();
            objects(record).stream()
                    .filter(object -> object.tag().isConstructed())
                    .forEach(template -> inside.addAll(objects(template.value())));
            inside.forEach(object -> elements.putIfAbsent(object.tag(), object.value()));
        }
        return elements;
    }
}
