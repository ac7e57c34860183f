package org.cardwright.formats.issuer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.formats.card.RejectReason;
import org.cardwright.formats.card.StripeTrack;
import org.cardwright.formats.issuer.FieldPlace.EmbossText;
import org.cardwright.formats.issuer.FieldPlace.TrackText;

/**
 * One card of an embosser stream: lines of text, each ended by a quotation mark, and the tracks between their sentinels.
 *
 * <p>{@code [000001]#DCC##EMB#line"line"#ENC#%track 1?;track 2?_;track 3?#END#@@@@@@}; sentinels of ISO/IEC 7813.
 */
final class EmbosserRecord implements RawRecord {

    private static final Pattern SECTION = Pattern.compile("#(DCC|EMB|ENC|REP|CMP|TRK|FED|VER|ERR|GRD|GTW|END)#");
    private static final Pattern TRACK = Pattern.compile("(%|_;?|;)([^?]*)\\?");
    private static final Pattern SEQUENCE = Pattern.compile("([0-9]{6})?");
    private static final Set<String> TEXT_SECTIONS = Set.of("DCC", "EMB", "GRD");

    private final List<String> lines = new ArrayList<>();
    private final Map<Integer, String> tracks = new HashMap<>();

    private EmbosserRecord() {}

    /** The record, or a broken one. */
    static RawRecord of(String text) {
        Matcher section = SECTION.matcher(text);
        if (!section.find()
                || !SEQUENCE.matcher(text.substring(0, section.start())).matches()) {
            return new Broken(RejectReason.RECORD_MALFORMED);
        }
        EmbosserRecord record = new EmbosserRecord();
        Optional<RejectReason> fault = Optional.empty();
        boolean more = true;
        while (more && fault.isEmpty()) {
            String name = section.group(1);
            int from = section.end();
            more = section.find();
            if (more) {
                fault = record.section(name, text.substring(from, section.start()));
            }
        }
        return fault.<RawRecord>map(Broken::new).orElse(record);
    }

    private Optional<RejectReason> section(String name, String content) {
        if (TEXT_SECTIONS.contains(name)) {
            return texts(content);
        }
        return switch (name) {
            case "ENC" -> encoded(content);
            case "REP" -> content.strip().equals("1") ? Optional.empty() : Optional.of(RejectReason.MORE_THAN_ONE_CARD);
            default -> Optional.empty();
        };
    }

    private Optional<RejectReason> texts(String content) {
        int from = 0;
        for (int quote = content.indexOf('"'); quote >= 0; quote = content.indexOf('"', from)) {
            lines.add(content.substring(from, quote));
            from = quote + 1;
        }
        return content.substring(from).isBlank() ? Optional.empty() : Optional.of(RejectReason.RECORD_MALFORMED);
    }

    private Optional<RejectReason> encoded(String content) {
        Matcher track = TRACK.matcher(content);
        int behind = 0;
        while (track.find() && track.start() == behind) {
            int number = track.group(1).equals("%") ? 1 : track.group(1).equals(";") ? 2 : 3;
            if (tracks.put(number, track.group(2)) != null) {
                return Optional.of(RejectReason.FIELD_TWICE);
            }
            behind = track.end();
        }
        return content.substring(behind).isBlank() ? Optional.empty() : Optional.of(RejectReason.RECORD_MALFORMED);
    }

    @Override
    public RawValue at(FieldPlace place) {
        if (place instanceof EmbossText emboss) {
            return line(emboss);
        }
        if (place instanceof TrackText track) {
            return track(track);
        }
        throw RawRecord.foreign(place);
    }

    private RawValue line(EmbossText emboss) {
        if (emboss.line() > lines.size()) {
            return RawValue.ABSENT;
        }
        String line = lines.get(emboss.line() - 1);
        int from = Math.min(emboss.offset(), line.length());
        int to = emboss.length() == 0 ? line.length() : Math.min(from + emboss.length(), line.length());
        return RawValue.ofText(line.substring(from, to));
    }

    private RawValue track(TrackText wanted) {
        String text = tracks.getOrDefault(wanted.track(), "");
        if (text.isEmpty() || wanted.part() == FieldPlace.TrackPart.ALL) {
            return RawValue.ofText(text);
        }
        Optional<StripeTrack> track = wanted.track() == 1 ? StripeTrack.ofTrack1(text) : StripeTrack.ofTrack2(text);
        return track.<RawValue>map(fields -> RawValue.ofText(part(fields, wanted.part())))
                .orElse(new RawValue.Faulty(RejectReason.TRACK_SHAPE));
    }

    private static String part(StripeTrack track, FieldPlace.TrackPart part) {
        return switch (part) {
            case PAN -> track.pan();
            case NAME -> track.name().stripTrailing();
            case EXPIRATION -> track.yymm();
            case SERVICE_CODE -> track.serviceCode();
            case ALL -> throw new IllegalStateException("all is no part");
        };
    }
}
