package org.cardwright.machine.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * PIN mailers that a payment HSM prints at its own printer port: the form, and the fields that the host supplies for each card.
 *
 * <p>Source: machine formats B7 (payShield, command PA). The PIN has a place in the form and nowhere else: the HSM puts it there, and this
 * program never sees it. Each mailer says which enciphered PIN block the HSM must print, and under which key it stands. The file form around
 * form and fields is our own.
 *
 * @param blanks where everything stands, in the order of the fields
 * @param pins where the PIN of each mailer of a form stands
 * @param pinDigits room that is kept free for a PIN
 * @param delimiter between the fields of a card
 */
public record MailerLanguage(List<Blank> blanks, List<PinPlace> pins, int pinDigits, char delimiter)
        implements MachineLanguage {

    private static final int MOST_FIELDS = 16;
    private static final int MOST_SYMBOLS = 299;
    private static final String PIN_SYMBOLS = "PQ";
    private static final Pattern HEX = Pattern.compile("(?:[0-9A-F]{2}){1,64}");

    /**
     * A field of the form.
     *
     * @param text what stands there; its width is the room it has
     * @param place where, on each of the mailers of a form
     */
    public record Blank(PlacedText text, List<Place> place) {

        /** Copies the places. */
        public Blank {
            place = List.copyOf(place);
        }
    }

    /**
     * A place on the paper.
     *
     * @param row from 1
     * @param column from 1
     */
    public record Place(int row, int column) {}

    /**
     * The place of a PIN.
     *
     * @param place on the form
     */
    public record PinPlace(Place place) {}

    private record Printed(Place place, int length, String symbol) {}

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException when the form has too many fields or symbols, or two things stand in one place
     */
    public MailerLanguage {
        blanks = List.copyOf(blanks);
        pins = List.copyOf(pins);
        require(blanks.size() * pins.size() <= MOST_FIELDS, "more than " + MOST_FIELDS + " fields beside the PIN");
        int mailers = pins.size();
        require(
                blanks.stream().allMatch(blank -> blank.place().size() == mailers),
                "every field stands on each of the " + mailers + " mailers of a form");
        requireApart(printed(blanks, pins, pinDigits));
        require(symbols(form(blanks, pins, pinDigits)) <= MOST_SYMBOLS, "more than " + MOST_SYMBOLS + " symbols");
    }

    /** The form as the HSM takes it: {@code >L} new line, {@code >nnn} column, {@code ^0} field, {@code ^P} PIN, {@code >F} form feed. */
    public String form() {
        return form(blanks, pins, pinDigits);
    }

    @Override
    public List<PlacedText> texts() {
        return blanks.stream().map(Blank::text).toList();
    }

    @Override
    public String head(String job) {
        return "PA" + form() + "\n";
    }

    /** Document type C, the fields, then the identifier of the PIN key and the block; those of two cards fill a form with two mailers. */
    @Override
    public String card(JobCard card) {
        List<String> fields = new ArrayList<>();
        blanks.forEach(blank -> fields.add(field(blank.text(), card)));
        for (String place : List.of(CardTexts.PIN_KEY, CardTexts.PIN_BLOCK)) {
            String hex = card.texts().at(place);
            if (!HEX.matcher(hex).matches()) {
                throw new MachineTextException(card, place, "no enciphered PIN block that the HSM could print");
            }
            fields.add(hex);
        }
        return "C" + String.join(String.valueOf(delimiter), fields) + "\n";
    }

    /** The last form of an odd number of cards has an empty second mailer: no field, no key, no block. */
    @Override
    public String job(String job, List<JobCard> cards) {
        String all = MachineLanguage.super.job(job, cards);
        boolean half = cards.size() % pins.size() != 0;
        return half ? all + "C" + String.valueOf(delimiter).repeat(blanks.size() + 1) + "\n" : all;
    }

    private String field(PlacedText text, JobCard card) {
        String field = text.of(card);
        if (field.chars().anyMatch(c -> c < ' ' || c > '~' || c == delimiter || c == '^' || c == '>')) {
            throw text.refused(card, "a character that ends a field or is a mark of the form");
        }
        return field;
    }

    @Override
    public String foot() {
        return "";
    }

    private static List<Printed> printed(List<Blank> blanks, List<PinPlace> pins, int pinDigits) {
        List<Printed> all = new ArrayList<>();
        for (int mailer = 0; mailer < pins.size(); mailer++) {
            all.add(new Printed(pins.get(mailer).place(), pinDigits, "^" + PIN_SYMBOLS.charAt(mailer)));
            for (int field = 0; field < blanks.size(); field++) {
                Blank blank = blanks.get(field);
                String symbol = "^"
                        + Integer.toHexString(mailer * blanks.size() + field).toUpperCase(Locale.ROOT);
                all.add(new Printed(
                        blank.place().get(mailer), blank.text().width().most(), symbol));
            }
        }
        all.sort(Comparator.comparingInt((Printed one) -> one.place().row())
                .thenComparingInt(one -> one.place().column()));
        return all;
    }

    private static String form(List<Blank> blanks, List<PinPlace> pins, int pinDigits) {
        StringBuilder form = new StringBuilder();
        int row = 0;
        for (Printed one : printed(blanks, pins, pinDigits)) {
            form.append(">L".repeat(one.place().row() - row));
            row = one.place().row();
            form.append(String.format(Locale.ROOT, ">%03d", one.place().column()))
                    .append(one.symbol());
        }
        return form.append(">L>F").toString();
    }

    private static long symbols(String form) {
        return form.chars().filter(c -> c == '>' || c == '^').count();
    }

    /** With the PIN as it may be longest: nothing is printed over it. */
    private static void requireApart(List<Printed> all) {
        for (int i = 1; i < all.size(); i++) {
            Printed before = all.get(i - 1);
            Printed next = all.get(i);
            boolean apart = before.place().row() < next.place().row()
                    || before.place().column() + before.length() <= next.place().column();
            require(
                    apart,
                    before.symbol() + " reaches into " + next.symbol() + " in row "
                            + next.place().row());
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
