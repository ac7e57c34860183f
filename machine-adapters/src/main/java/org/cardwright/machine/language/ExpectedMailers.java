package org.cardwright.machine.language;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.machine.language.MailerLanguage.Place;
import org.cardwright.machine.language.ReadJob.Item;

/** What the printer of a form must find, row by row, as {@link ExpectedJob} has it. Machine formats B7. */
final class ExpectedMailers {

    private static final int COLUMNS = 1_000;

    private ExpectedMailers() {}

    static List<Item> form(MailerLanguage language) {
        Map<Integer, Item> byPlace = new TreeMap<>();
        int mailers = language.pins().size();
        int field = 0;
        for (int mailer = 0; mailer < mailers; mailer++) {
            put(byPlace, mailer == 0 ? "P" : "Q", language.pins().get(mailer).place());
            for (MailerLanguage.Blank blank : language.blanks()) {
                put(
                        byPlace,
                        "0123456789ABCDEF".substring(field, field + 1),
                        blank.place().get(mailer));
                field++;
            }
        }
        int last = byPlace.keySet().stream().reduce(0, Math::max) / COLUMNS;
        byPlace.put(Integer.MAX_VALUE, new Item("feed", "behind row " + (last + 1), ""));
        return List.copyOf(byPlace.values());
    }

    private static void put(Map<Integer, Item> byPlace, String symbol, Place place) {
        byPlace.put(
                place.row() * COLUMNS + place.column(),
                new Item(symbol, "row " + place.row() + " column " + place.column(), ""));
    }
}
