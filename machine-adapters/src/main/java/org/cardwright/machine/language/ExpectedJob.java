package org.cardwright.machine.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cardwright.machine.language.ReadJob.Item;

/**
 * What a machine must read of a job, found out from the texts of the sealed cards and the numbers of the definition. It shares no code with
 * what writes: blanks, fillings, mils and the order of tracks are computed here a second time.
 */
final class ExpectedJob {

    private static final int UM_PER_10_MIL = 254;

    private ExpectedJob() {}

    /** Before the first card. */
    static List<Item> head(MachineLanguage language, String job) {
        if (language instanceof CpxLanguage cpx) {
            return cpxHead(cpx);
        }
        if (language instanceof LaserLanguage laser) {
            return ExpectedEngraving.head(laser, job);
        }
        if (language instanceof DelimitedLanguage delimited && delimited.headed()) {
            return RecordReader.items(
                    "heading", delimited.texts().stream().map(PlacedText::name).toList());
        }
        return language instanceof MailerLanguage mailer ? ExpectedMailers.form(mailer) : List.of();
    }

    /** Of a card. */
    static List<Item> card(MachineLanguage language, JobCard card) {
        if (language instanceof CpxLanguage cpx) {
            return cpxCard(cpx, card);
        }
        if (language instanceof XpsLanguage xps) {
            return xpsCard(xps, card);
        }
        if (language instanceof OpenCardLanguage open) {
            return openCard(open, card);
        }
        if (language instanceof LaserLanguage laser) {
            return ExpectedEngraving.card(laser, card);
        }
        boolean named = language instanceof FixedLanguage;
        List<Item> items = new ArrayList<>();
        for (PlacedText text : language.texts()) {
            String where = named ? text.name() : "field " + (items.size() + 1);
            items.add(new Item("text", where, filled(text, card)));
        }
        if (language instanceof MailerLanguage) {
            items.add(
                    new Item("text", "field " + (items.size() + 1), card.texts().at("pin-key")));
            items.add(
                    new Item("text", "field " + (items.size() + 1), card.texts().at("pin-block")));
        }
        return items;
    }

    /** What fills the last form up when its cards do not. */
    static List<List<Item>> behind(MachineLanguage language, int cards) {
        if (!(language instanceof MailerLanguage mailer)
                || cards % mailer.pins().size() == 0) {
            return List.of();
        }
        List<Item> empty = new ArrayList<>();
        for (int field = 1; field <= mailer.blanks().size() + 2; field++) {
            empty.add(new Item("text", "field " + field, ""));
        }
        return List.of(empty);
    }

    private static List<Item> cpxHead(CpxLanguage language) {
        List<Item> items = new ArrayList<>();
        if (language.style().numbered()) {
            items.add(new Item("number", "", "000001"));
        }
        language.style().offsetsUm().forEach(um -> items.add(new Item("offset", "", fourDigits(mils(um)))));
        for (CpxLanguage.Line line : language.lines()) {
            PlacedText.Spot spot = line.text().spot();
            String where = "font " + spot.font() + " at " + fourDigits(mils(spot.yUm()));
            String number = Integer.toString(line.number(), 16).toUpperCase(Locale.ROOT);
            items.add(new Item("line " + number, where, line.suffix()));
        }
        items.add(end(language));
        return items;
    }

    private static Item end(CpxLanguage language) {
        return new Item(
                "end", "", "#END#" + "@@@@@@".substring(6 - language.style().ats()));
    }

    private static List<Item> cpxCard(CpxLanguage language, JobCard card) {
        List<Item> items = new ArrayList<>();
        CpxLanguage.Style style = language.style();
        if (style.numbered()) {
            String digits = "00000" + card.sequence();
            items.add(new Item("number", "", digits.substring(digits.length() - 6)));
        }
        if (style.compare()) {
            items.add(new Item("compare", "", card.texts().at("track-2")));
        }
        if (style.repeat() > 0) {
            items.add(new Item("repeat", "", "" + style.repeat()));
        }
        if (style.embossMark() && !language.lines().isEmpty()) {
            items.add(new Item("emboss", "", ""));
        }
        int line = 0;
        for (CpxLanguage.Line one : language.lines()) {
            line++;
            int left = style.offsetsUm().get(0);
            items.add(new Item("text", "line " + line, from(left, one.text(), filled(one.text(), card))));
        }
        items.addAll(tracks(language.tracks(), card));
        items.add(end(language));
        return items;
    }

    /** The nearest position of a character to where the text shall begin. */
    private static String from(int leftUm, PlacedText text, String filled) {
        int pitch = text.spot().pitchUm();
        int beyond = text.spot().xUm() - leftUm;
        if (pitch == 0 || beyond <= 0 || filled.isEmpty()) {
            return filled;
        }
        char[] blanks = new char[(2 * beyond + pitch) / (2 * pitch)];
        Arrays.fill(blanks, ' ');
        return new String(blanks) + filled;
    }

    private static List<Item> xpsCard(XpsLanguage language, JobCard card) {
        List<Item> items = new ArrayList<>();
        for (PlacedText text : language.texts()) {
            PlacedText.Spot spot = text.spot();
            if (!raw(text, card).isEmpty()) {
                String where = "font " + spot.font() + " at " + mils(spot.xUm()) + "," + mils(spot.yUm());
                items.add(new Item("text", where, filled(text, card)));
            }
        }
        for (Item track : tracks(language.tracks(), card)) {
            items.add(new Item("escape", track.where(), ""));
            items.add(track);
        }
        return items;
    }

    private static List<Item> openCard(OpenCardLanguage language, JobCard card) {
        List<Item> items = new ArrayList<>();
        language.texts().forEach(text -> items.add(new Item("text", "", filled(text, card))));
        if (!language.cardLayout().isEmpty()) {
            items.add(new Item("mark", "@G" + language.cardLayout(), ""));
        }
        if (!language.stock().isEmpty()) {
            items.add(new Item("mark", "@C" + language.stock(), ""));
        }
        items.addAll(tracks(language.tracks(), card));
        return items;
    }

    private static List<Item> tracks(Tracks tracks, JobCard card) {
        List<Item> items = new ArrayList<>();
        for (String digit : List.of("1", "2", "3")) {
            if (tracks.digits().contains(digit)) {
                items.add(new Item("track", digit, card.texts().at("track-" + digit)));
            }
        }
        return items;
    }

    /** What the sealed record says at the places of a text. */
    static String raw(PlacedText text, JobCard card) {
        StringBuilder raw = new StringBuilder();
        for (String place : text.from()) {
            String part = switch (place) {
                case "sequence" -> "" + card.sequence();
                case "reference" -> card.reference();
                default -> card.texts().at(place);
            };
            raw.append(raw.length() > 0 && !part.isEmpty() ? " " : "").append(part);
        }
        return raw.toString();
    }

    /** With its filling; a text that is longer than its room is no text of this machine. */
    static String filled(PlacedText text, JobCard card) {
        String raw = raw(text, card);
        int room = text.width().padding() == PlacedText.Padding.NONE
                ? raw.length()
                : text.width().most();
        FileCursor.require(raw.length() <= room, "a text is longer than its room");
        char[] filled = new char[room];
        Arrays.fill(filled, text.width().fill());
        int begin = text.width().padding() == PlacedText.Padding.LEFT ? room - raw.length() : 0;
        raw.getChars(0, raw.length(), filled, begin);
        return new String(filled);
    }

    /** Whole mils, the half upwards. */
    private static int mils(int um) {
        return (um * 20 + UM_PER_10_MIL) / (2 * UM_PER_10_MIL);
    }

    private static String fourDigits(int number) {
        String digits = "000" + number;
        return digits.substring(digits.length() - 4);
    }
}
