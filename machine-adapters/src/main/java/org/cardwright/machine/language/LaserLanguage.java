package org.cardwright.machine.language;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.machine.language.CardCommands.Command;
import org.cardwright.machine.language.CardCommands.Ends;

/**
 * Commands of a laser engraver as XML: load a document, set its entities, mark. Positions in millimetres.
 *
 * <p>Source: machine formats B5 (a vendor's kit, iXLA). How cards are moved differs between machines: it stands in the definition as
 * the manual has it. In a file the machine itself finds the bin of a card that was not marked; over a socket it is told.
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
     * @param id attribute of the marking command that holds the reference of the card; empty when the machine has none
     * @param acknowledged whether the machine answers each entity
     */
    public record Document(String layout, String template, String root, String id, boolean acknowledged) {}

    /**
     * Whole commands, one element each, such as {@code <command name="movecard" source="Feeder" destination="Laser"/>}; {@code {reference}}
     * and {@code {sequence}} stand for those of the card.
     *
     * @param before before the entities of a card
     * @param good behind its marking
     * @param reject when it could not be marked; none for a file
     */
    public record Moves(List<String> before, List<String> good, List<String> reject) {

        /** Copies the lists. */
        public Moves {
            before = List.copyOf(before);
            good = List.copyOf(good);
            reject = List.copyOf(reject);
        }
    }

    @Override
    public String head(String job) {
        String root = document.root().isEmpty()
                ? ""
                : "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + document.root() + " job=\"" + escaped(job)
                        + "\">\n";
        return root + load();
    }

    private String load() {
        return document.template().isEmpty()
                ? ""
                : "<command name=\"loaddocument\" TemplateName=\"" + escaped(document.layout()) + "\" Template=\""
                        + document.template() + "\" Rotation=\"0\"/>\n";
    }

    @Override
    public List<Command> opening(String job) {
        String load = load();
        return load.isEmpty() ? List.of() : List.of(new Command(load, "loaddocument", Ends.DONE));
    }

    @Override
    public CardCommands commands(JobCard card) {
        List<Command> making = new ArrayList<>();
        texts.stream()
                .filter(text -> !text.bare(card).isEmpty())
                .map(text -> entity(text, card))
                .map(entity -> new Command(entity, "", document.acknowledged() ? Ends.ACKNOWLEDGED : Ends.AT_ONCE))
                .forEach(making::add);
        making.add(new Command(mark(card), "marklayout", Ends.DONE));
        return new CardCommands(
                told(moves.before(), card), making, told(moves.good(), card), told(moves.reject(), card));
    }

    private static List<Command> told(List<String> commands, JobCard card) {
        return commands.stream()
                .map(command -> new Command(
                        card.named(command) + "\n",
                        XmlElements.of(command).get(0).name(),
                        Ends.DONE))
                .toList();
    }

    private String mark(JobCard card) {
        String id = document.id().isEmpty() ? "" : " " + document.id() + "=\"" + escaped(card.reference()) + "\"";
        return "<command name=\"marklayout\" layout=\"" + escaped(document.layout())
                + "\" XOffset=\"0\" YOffset=\"0\" Angle=\"0\"" + id + "/>\n";
    }

    @Override
    public String card(JobCard card) {
        CardCommands all = commands(card);
        StringBuilder commands = new StringBuilder();
        Stream.of(all.before(), all.making(), all.good())
                .flatMap(List::stream)
                .forEach(command -> commands.append(command.text()));
        return document.root().isEmpty()
                ? commands.toString()
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
