package org.cardwright.machine.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.language.CpxLanguage;
import org.cardwright.machine.language.DelimitedLanguage;
import org.cardwright.machine.language.FixedLanguage;
import org.cardwright.machine.language.LaserLanguage;
import org.cardwright.machine.language.MachineFileException;
import org.cardwright.machine.language.MachineLanguage;
import org.cardwright.machine.language.MailerLanguage;
import org.cardwright.machine.language.OpenCardLanguage;
import org.cardwright.machine.language.PlacedText;
import org.cardwright.machine.language.Tracks;
import org.cardwright.machine.language.XmlElements;
import org.cardwright.machine.language.XpsLanguage;
import org.cardwright.machine.queue.xml.XmlBlank;
import org.cardwright.machine.queue.xml.XmlCommand;
import org.cardwright.machine.queue.xml.XmlCpx;
import org.cardwright.machine.queue.xml.XmlDelimited;
import org.cardwright.machine.queue.xml.XmlFixed;
import org.cardwright.machine.queue.xml.XmlLaser;
import org.cardwright.machine.queue.xml.XmlLine;
import org.cardwright.machine.queue.xml.XmlMachine;
import org.cardwright.machine.queue.xml.XmlMailer;
import org.cardwright.machine.queue.xml.XmlPlacedText;
import org.cardwright.machine.queue.xml.XmlText;
import org.cardwright.machine.queue.xml.XmlXps;

/** The language of a definition. */
final class LanguageElement {

    private static final int MAX_TEMPLATE_BYTES = 1 << 20;
    private static final int MOST_LINES = 15;

    private final MachineDefinitionFile.Refusal refusal;

    LanguageElement(MachineDefinitionFile.Refusal refusal) {
        this.refusal = refusal;
    }

    MachineLanguage read(XmlMachine xml) throws IOException {
        MachineLanguage language = language(xml);
        new LanguageRules(refusal).require(xml, language);
        return language;
    }

    private MachineLanguage language(XmlMachine xml) throws IOException {
        if (xml.getDatacardCpx() != null) {
            return cpx(xml.getDatacardCpx());
        }
        if (xml.getDatacardXps() != null) {
            return xps(xml.getDatacardXps());
        }
        if (xml.getOpenCard() != null) {
            return new OpenCardLanguage(
                    xml.getOpenCard().getLayout(),
                    xml.getOpenCard().getStock(),
                    texts(xml.getOpenCard().getText()),
                    tracks(xml.getOpenCard().getTracks(), xml.getOpenCard().getTrack3Mark(), xml.getOpenCard()));
        }
        if (xml.getLaser() != null) {
            return laser(xml.getLaser());
        }
        if (xml.getPinMailer() != null) {
            return mailer(xml.getPinMailer());
        }
        return xml.getFixed() != null ? fixed(xml.getFixed()) : delimited(xml.getDelimited());
    }

    private CpxLanguage cpx(XmlCpx xml) throws MalformedFileException {
        int offsets = xml.getLeftUm().size();
        refusal.require(offsets == 1 || offsets == 2, xml, "one or two left offsets");
        refusal.require(!xml.isCompare() || xml.getTracks().contains("2"), xml, "compare wants track 2");
        refusal.require(
                !xml.getText().isEmpty() || !xml.getTracks().isEmpty(), xml, "it writes neither lines nor tracks");
        refusal.require(
                xml.getRepeat() < 2, xml, "a record that is repeated makes a card twice, and each is ordered once");
        requireUpwards(xml);
        List<PlacedText> texts = placed(xml.getText());
        List<CpxLanguage.Line> lines = new ArrayList<>();
        int number = 0;
        for (XmlLine line : xml.getText()) {
            refusal.require(line.getFont().matches("[0-9]{1,2}"), line, "fonts of an embosser are numbers");
            boolean placed = line.getXUm() <= xml.getLeftUm().get(0) || line.getPitchUm() > 0;
            refusal.require(placed, line, "a line that begins further right has a pitch");
            number = line.getLine() == null ? number + 1 : line.getLine();
            lines.add(new CpxLanguage.Line(texts.get(lines.size()), number, line.getSuffix()));
        }
        return new CpxLanguage(
                new CpxLanguage.Style(
                        xml.isNumbered(),
                        xml.isEmbossMark(),
                        xml.isCompare(),
                        xml.getRepeat(),
                        xml.getAtSigns(),
                        xml.getLeftUm()),
                lines,
                tracks(xml.getTracks(), xml.getTrack3Mark(), xml));
    }

    /** Numbers of lines go upwards, so that none stands twice. */
    private void requireUpwards(XmlCpx xml) throws MalformedFileException {
        int before = 0;
        for (XmlLine line : xml.getText()) {
            int number = line.getLine() == null ? before + 1 : line.getLine();
            refusal.require(number > before && number <= MOST_LINES, line, "numbers of lines go upwards, 1 to 15");
            before = number;
        }
    }

    /** Without a mark a machine takes the second track with a semicolon for the third one. */
    private Tracks tracks(String digits, String mark, Object xml) throws MalformedFileException {
        boolean told = !digits.contains("3") || digits.contains("2") || !mark.isEmpty();
        refusal.require(told, xml, "track 3 without track 2 needs its mark");
        return new Tracks(digits, mark);
    }

    private XpsLanguage xps(XmlXps xml) throws MalformedFileException {
        XpsLanguage.Zone zone = XpsLanguage.Zone.valueOf(xml.getZone());
        XpsLanguage.Marks marks = new XpsLanguage.Marks(mark(xml.getEscapeEnd(), xml), mark(xml.getCardEnd(), xml));
        boolean apart = !marks.escape().isEmpty()
                && !marks.card().isEmpty()
                && !marks.escape().contains(marks.card());
        refusal.require(apart, xml, "escapes and cards end with marks of their own");
        List<PlacedText> texts = placed(xml.getText());
        for (int i = 0; i < texts.size(); i++) {
            XmlPlacedText text = xml.getText().get(i);
            refusal.require(text.getFont().matches("[0-9]{1,2}"), text, "fonts of an embosser are numbers");
            refusal.require(zone.holds(texts.get(i).spot()), text, "it begins outside the zone of the machine");
        }
        return new XpsLanguage(zone, marks, texts, tracks(xml.getTracks(), xml.getTrack3Mark(), xml));
    }

    private LaserLanguage laser(XmlLaser xml) throws IOException {
        for (XmlPlacedText text : xml.getText()) {
            refusal.require(text.getHeightUm() > 0, text, "an engraved text has a height");
        }
        LaserLanguage.Moves moves =
                new LaserLanguage.Moves(commands(xml.getBefore()), commands(xml.getGood()), commands(xml.getReject()));
        return new LaserLanguage(
                new LaserLanguage.Document(
                        xml.getLayout(), template(xml), xml.getRoot(), xml.getId(), xml.isAcknowledged()),
                moves,
                placed(xml.getText()));
    }

    private List<String> commands(List<XmlCommand> given) throws MalformedFileException {
        List<String> commands = new ArrayList<>();
        for (XmlCommand one : given) {
            refusal.require(isOneElement(one.getCommand()), one, "a command is one XML element without content");
            XmlElements.Element element = XmlElements.of(one.getCommand()).get(0);
            boolean ours = element.name().equals("marklayout")
                    || element.name().equals("loaddocument")
                    || element.attributes().containsKey("Text");
            refusal.require(!ours, one, "a command around a card loads, marks and says nothing");
            commands.add(one.getCommand());
        }
        return commands;
    }

    private static boolean isOneElement(String command) {
        try {
            return XmlElements.of(command).size() == 1;
        } catch (MachineFileException malformed) {
            return false;
        }
    }

    private String template(XmlLaser xml) throws IOException {
        if (xml.getTemplateFile() == null) {
            return "";
        }
        Path file = refusal.file().resolveSibling(xml.getTemplateFile());
        boolean readable = Files.isRegularFile(file) && Files.size(file) <= MAX_TEMPLATE_BYTES;
        refusal.require(
                readable, xml, "the template file is missing or has more than " + MAX_TEMPLATE_BYTES + " bytes");
        return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }

    private MailerLanguage mailer(XmlMailer xml) throws MalformedFileException {
        int mailers = xml.getPins().size();
        refusal.require(mailers == 1 || mailers == 2, xml, "a form has one mailer or two");
        List<MailerLanguage.Blank> blanks = new ArrayList<>();
        for (XmlBlank blank : xml.getText()) {
            refusal.require(blank.getWidth() != null, blank, "a field of a form has a width");
            blanks.add(new MailerLanguage.Blank(
                    text(blank, PlacedText.Spot.NOWHERE),
                    blank.getAt().stream().map(LanguageElement::place).toList()));
        }
        List<MailerLanguage.PinPlace> pins = xml.getPins().stream()
                .map(pin -> new MailerLanguage.PinPlace(place(pin)))
                .toList();
        try {
            return new MailerLanguage(
                    blanks, pins, xml.getPinWidth(), xml.getDelimiter().charAt(0));
        } catch (IllegalArgumentException contradiction) {
            throw refusal.definition().contradiction(refusal.file(), xml, String.valueOf(contradiction.getMessage()));
        }
    }

    private static MailerLanguage.Place place(String given) {
        String[] numbers = given.split(",", -1);
        return new MailerLanguage.Place(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    private FixedLanguage fixed(XmlFixed xml) throws MalformedFileException {
        for (XmlText text : xml.getText()) {
            boolean full = text.getWidth() != null && !text.getPad().equals("NONE");
            refusal.require(full, text, "a column has a width and is padded");
        }
        String end = mark(xml.getRecordEnd(), xml);
        return new FixedLanguage(texts(xml.getText()), end);
    }

    private DelimitedLanguage delimited(XmlDelimited xml) throws MalformedFileException {
        String end = mark(xml.getRecordEnd(), xml);
        return new DelimitedLanguage(
                new DelimitedLanguage.Marks(xml.getDelimiter().charAt(0), xml.isQuoted(), end),
                xml.isHeader(),
                texts(xml.getText()));
    }

    private List<PlacedText> placed(List<? extends XmlPlacedText> given) throws MalformedFileException {
        requireNames(given);
        List<PlacedText> texts = new ArrayList<>();
        for (XmlPlacedText text : given) {
            Ground.require(refusal, text, given.subList(0, texts.size()));
            PlacedText.Spot spot = new PlacedText.Spot(
                    text.getFont(), text.getXUm(), text.getYUm(), text.getPitchUm(), text.getHeightUm());
            texts.add(text(text, spot));
        }
        return texts;
    }

    private List<PlacedText> texts(List<? extends XmlText> given) throws MalformedFileException {
        requireNames(given);
        List<PlacedText> texts = new ArrayList<>();
        for (XmlText text : given) {
            texts.add(text(text, PlacedText.Spot.NOWHERE));
        }
        return texts;
    }

    private void requireNames(List<? extends XmlText> given) throws MalformedFileException {
        Set<String> names = new HashSet<>();
        for (XmlText text : given) {
            refusal.require(names.add(text.getName()), text, "text " + text.getName() + " stands twice");
        }
    }

    private PlacedText text(XmlText xml, PlacedText.Spot spot) throws MalformedFileException {
        PlacedText.Padding padding = PlacedText.Padding.valueOf(xml.getPad());
        boolean wide = padding == PlacedText.Padding.NONE || xml.getWidth() != null;
        refusal.require(wide, xml, "what is padded has a width");
        refusal.require(!xml.getFrom().isEmpty(), xml, "it comes from nowhere");
        int most = xml.getWidth() == null ? 0 : xml.getWidth();
        return new PlacedText(
                xml.getName(),
                xml.getFrom(),
                xml.isRequired(),
                new PlacedText.Width(most, padding, xml.getFill().charAt(0)),
                spot);
    }

    /** A text cannot hold a control character, so it never holds the end of a record. */
    private String mark(String hex, Object xml) throws MalformedFileException {
        String mark = new String(ByteString.fromHex(hex).toByteArray(), StandardCharsets.ISO_8859_1);
        refusal.require(
                !mark.isEmpty() && mark.chars().allMatch(c -> c < ' '),
                xml,
                "what ends an escape, a record or a card is one control character (00 to 1F) or more");
        return mark;
    }
}
