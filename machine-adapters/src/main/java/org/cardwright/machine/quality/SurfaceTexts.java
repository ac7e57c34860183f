package org.cardwright.machine.quality;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.Channel;

/** What the machine records of a card print and encode, read as a person and a stripe reader would. */
final class SurfaceTexts {

    private static final Pattern TRACK_1 = Pattern.compile("%([^?]{1,76})\\?");
    private static final Pattern TRACK_2 = Pattern.compile("(?<!_);([0-9=]{1,37})\\?");
    private static final Pattern LASER_TEXT = Pattern.compile(">([^<>]+)</text>");
    private static final String EMBOSS = "#EMB#";
    private static final String ENCODE = "#ENC#";
    private static final String END = "#END#";

    private final Map<Channel, ByteString> records;

    SurfaceTexts(Map<Channel, ByteString> records) {
        this.records = records;
    }

    private static String latin1(ByteString record) {
        return new String(record.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    /** The part of a record with the tracks. */
    private String encoded() {
        StringBuilder text = new StringBuilder();
        Optional.ofNullable(records.get(Channel.EMBOSS))
                .map(SurfaceTexts::latin1)
                .filter(record -> record.contains(ENCODE))
                .ifPresent(record -> text.append(record.substring(record.indexOf(ENCODE) + ENCODE.length())));
        Optional.ofNullable(records.get(Channel.TRACK))
                .map(SurfaceTexts::latin1)
                .ifPresent(text::append);
        return text.toString();
    }

    /** Texts of track 1 without sentinels. */
    List<String> tracks1() {
        return all(TRACK_1, encoded());
    }

    /** Texts of track 2 without sentinels. */
    List<String> tracks2() {
        return all(TRACK_2, encoded());
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher each = pattern.matcher(text);
        while (each.find()) {
            found.add(each.group(1));
        }
        return found;
    }

    /** Embossed and engraved lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Optional.ofNullable(records.get(Channel.EMBOSS))
                .map(SurfaceTexts::latin1)
                .filter(record -> record.contains(EMBOSS))
                .map(SurfaceTexts::embossed)
                .ifPresent(text -> lines.addAll(List.of(text.split("\"", -1))));
        Optional.ofNullable(records.get(Channel.LASER))
                .map(record -> new String(record.toByteArray(), StandardCharsets.UTF_8))
                .ifPresent(text -> lines.addAll(all(LASER_TEXT, text)));
        return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static String embossed(String record) {
        String text = record.substring(record.indexOf(EMBOSS) + EMBOSS.length());
        int end = text.contains(ENCODE) ? text.indexOf(ENCODE) : text.indexOf(END);
        return end < 0 ? text : text.substring(0, end);
    }

    /** Nothing of the card. */
    @Override
    public String toString() {
        return "SurfaceTexts";
    }
}
