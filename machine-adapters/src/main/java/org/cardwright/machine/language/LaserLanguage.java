package org.cardwright.machine.language;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Commands of a laser engraver as XML: load a document, set its entities, mark. Positions in millimetres.
 *
 * <p>Source: machine formats B5 (a vendor's kit, iXLA). How cards are moved differs between machines: it stands in the definition as
 * the manual has it.
 *
 * @param document what is marked
 * @param moves commands around each card
 * @param texts entities
 */
public record LaserLanguage(Document document, Moves moves, List<PlacedText> texts) implements MachineLanguage {

    /** Copies the entities. */
    public LaserLanguage {
        texts = List.copyOf(texts);
    }

    /**
     * A document of the engraver.
     *
     * @param layout its name at the machine
     * @param template its file in Base64; empty when the machine has it already
     * @param root element around all commands of a file; empty for a stream of commands
     */
    public record Document(String layout, String template, String root) {}

    /**
     * Whole commands.
     *
     * @param before before the entities of a card, such as {@code <command name="movecard" source="Feeder" destination="Laser"/>}
     * @param after behind its marking
     */
    public record Moves(String before, String after) {}

    @Override
    public String head(String job) {
        String root = document.root().isEmpty()
                ? ""
                : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + document.root() + " job=\"" + escaped(job)
                        + "\">\n";
        String load = document.template().isEmpty()
                ? ""
                : "<command name=\"loaddocument\" TemplateName=\"" + escaped(document.layout()) + "\" Template=\""
                        + document.template() + "\" Rotation=\"0\"/>\n";
        return root + load;
    }

    @Override
    public String card(JobCard card) {
        String entities = texts.stream()
                .filter(text -> !text.bare(card).isEmpty())
                .map(text -> entity(text, card))
                .collect(Collectors.joining());
        String mark = "<command name=\"marklayout\" layout=\"" + escaped(document.layout())
                + "\" XOffset=\"0\" YOffset=\"0\" Angle=\"0\"/>\n";
        String commands = line(moves.before()) + entities + mark + line(moves.after());
        return document.root().isEmpty()
                ? commands
                : "<card sequence=\"" + card.sequence() + "\" reference=\"" + escaped(card.reference()) + "\">\n"
                        + commands + "</card>\n";
    }

    private static String entity(PlacedText text, JobCard card) {
        String said = text.of(card);
        if (said.chars().anyMatch(c -> c < ' ' || c == 0xFFFE || c == 0xFFFF || Character.isSurrogate((char) c))) {
            throw text.refused(card, "a character that XML does not have");
        }
        PlacedText.Spot spot = text.spot();
        return "<entity Type=\"Text\" Name=\"" + escaped(text.name()) + "\" Text=\"" + escaped(said)
                + "\" Pen=\"1\" XPos=\"" + Units.mm(spot.xUm()) + "\" YPos=\"" + Units.mm(spot.yUm()) + "\" Font=\""
                + escaped(spot.font()) + "\" CharSize=\"" + Units.mm(spot.heightUm())
                + "\" Origin=\"BL\" Spacing=\"1\"/>\n";
    }

    private static String line(String command) {
        return command.isEmpty() ? "" : command + "\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String foot() {
        return document.root().isEmpty() ? "" : "</" + document.root() + ">\n";
    }
}
