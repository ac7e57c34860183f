package org.cardwright.machine.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cardwright.machine.language.ReadJob.Item;

/** What a laser must read, element by element with every attribute, as {@link ExpectedJob} has it. Machine formats B5. */
final class ExpectedEngraving {

    private ExpectedEngraving() {}

    static List<Item> head(LaserLanguage language, String job) {
        List<Item> items = new ArrayList<>();
        LaserLanguage.Document document = language.document();
        boolean file = !document.root().isEmpty();
        if (file) {
            items.add(item(0, document.root(), Map.of("job", job)));
        }
        if (!document.template().isEmpty()) {
            items.add(item(
                    depth(language) - (file ? 1 : 0),
                    "command",
                    Map.of(
                            "name",
                            "loaddocument",
                            "TemplateName",
                            document.layout(),
                            "Template",
                            document.template(),
                            "Rotation",
                            "0")));
        }
        return items;
    }

    /** Commands of a file stand in the card, which stands in the root. */
    private static int depth(LaserLanguage language) {
        return language.document().root().isEmpty() ? 0 : 2;
    }

    static List<Item> card(LaserLanguage language, JobCard card) {
        List<Item> items = new ArrayList<>();
        int depth = depth(language);
        if (depth > 0) {
            items.add(item(1, "card", Map.of("sequence", "" + card.sequence(), "reference", card.reference())));
        }
        moves(depth, language.moves().before(), card).forEach(items::add);
        for (PlacedText text : language.texts()) {
            if (!ExpectedJob.raw(text, card).isEmpty()) {
                items.add(entity(depth, text, card));
            }
        }
        Map<String, String> mark = new TreeMap<>(
                Map.of("name", "marklayout", "layout", language.document().layout(), "XOffset", "0", "YOffset", "0"));
        mark.put("Angle", "0");
        if (!language.document().id().isEmpty()) {
            mark.put(language.document().id(), card.reference());
        }
        items.add(item(depth, "command", mark));
        moves(depth, language.moves().good(), card).forEach(items::add);
        return items;
    }

    private static List<Item> moves(int depth, List<String> commands, JobCard card) {
        List<Item> items = new ArrayList<>();
        for (String command : commands) {
            XmlElements.Element element = XmlElements.of(command).get(0);
            Map<String, String> attributes = new TreeMap<>();
            element.attributes()
                    .forEach((name, value) -> attributes.put(
                            name,
                            value.replace("{sequence}", "" + card.sequence())
                                    .replace("{reference}", card.reference())));
            items.add(item(depth, element.tag(), attributes));
        }
        return items;
    }

    private static Item entity(int depth, PlacedText text, JobCard card) {
        PlacedText.Spot spot = text.spot();
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("Type", "Text");
        attributes.put("Name", text.name());
        attributes.put("Pen", "1");
        attributes.put("XPos", millimetres(spot.xUm()));
        attributes.put("YPos", millimetres(spot.yUm()));
        attributes.put("Font", spot.font());
        attributes.put("CharSize", millimetres(spot.heightUm()));
        attributes.put("Origin", "BL");
        attributes.put("Spacing", "1");
        return new Item("entity", depth + " " + attributes, ExpectedJob.filled(text, card));
    }

    /** Whole millimetres, then what is left of one without zeros behind it. */
    private static String millimetres(int um) {
        int part = um % 1_000;
        if (part == 0) {
            return "" + um / 1_000;
        }
        String digits = ("" + (1_000 + part)).substring(1);
        int last = part % 100 == 0 ? 1 : part % 10 == 0 ? 2 : 3;
        return um / 1_000 + "." + digits.substring(0, last);
    }

    private static Item item(int depth, String tag, Map<String, String> attributes) {
        return new Item(tag, depth + " " + new TreeMap<>(attributes), "");
    }
}
