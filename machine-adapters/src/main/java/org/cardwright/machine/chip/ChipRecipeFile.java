package org.cardwright.machine.chip;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.validation.Schema;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.xml.StrictXml;
import org.cardwright.formats.xml.XmlDefinition;
import org.cardwright.machine.chip.ChipRecipe.Finish;
import org.cardwright.machine.chip.ChipRecipe.FinishKind;
import org.cardwright.machine.chip.StoreDataPolicy.Grouping;
import org.cardwright.machine.chip.StoreDataPolicy.SequenceNumber;
import org.cardwright.machine.chip.xml.XmlApplet;
import org.cardwright.machine.chip.xml.XmlChannel;
import org.cardwright.machine.chip.xml.XmlFinish;
import org.cardwright.machine.chip.xml.XmlRecipe;
import org.cardwright.machine.chip.xml.XmlSequence;
import org.cardwright.machine.chip.xml.XmlStoreData;
import org.cardwright.perso.dgi.DgiId;

/** Reads recipes and refuses those that are not of their schema or contradict themselves. */
public final class ChipRecipeFile {

    private static final Schema SCHEMA =
            StrictXml.schema(Objects.requireNonNull(ChipRecipeFile.class.getResource("chip-recipe-1.xsd")));
    private static final int MAX_FILES = 1_000;

    private final Path file;
    private final XmlDefinition<XmlRecipe> definition;

    private ChipRecipeFile(Path file, XmlDefinition<XmlRecipe> definition) {
        this.file = file;
        this.definition = definition;
    }

    /**
     * One recipe.
     *
     * @throws MalformedFileException when it is none; it names file and line
     * @throws IOException when it cannot be read
     */
    public static ChipRecipe load(Path file) throws IOException {
        return new ChipRecipeFile(file, XmlDefinition.load(file, SCHEMA, XmlRecipe.class)).recipe();
    }

    /**
     * All recipes of a directory by the name of their chip; none when there is no such directory.
     *
     * @throws MalformedFileException when one is wrong, or two are for one chip
     */
    public static Map<String, ChipRecipe> loadAll(Path directory) throws IOException {
        Map<String, ChipRecipe> recipes = new HashMap<>();
        if (!Files.isDirectory(directory)) {
            return recipes;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.xml")) {
            found.forEach(files::add);
        }
        if (files.size() > MAX_FILES) {
            throw XmlDefinition.contradiction(directory, "at most " + MAX_FILES + " recipes");
        }
        for (Path file : files.stream().sorted().toList()) {
            ChipRecipe recipe = load(file);
            if (recipes.put(recipe.chip(), recipe) != null) {
                throw XmlDefinition.contradiction(file, "there is another recipe for chip " + recipe.chip());
            }
        }
        return recipes;
    }

    private ChipRecipe recipe() throws MalformedFileException {
        XmlRecipe xml = definition.root();
        List<AppletRecipe> applets = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> aids = new HashSet<>();
        for (XmlApplet applet : xml.getApplet()) {
            require(ids.add(applet.getId()), applet, "applet " + applet.getId() + " stands twice");
            require(
                    applet.getAids().stream().allMatch(aids::add),
                    applet,
                    "two applets begin with the same application identifier");
            applets.add(new AppletReader(file, definition, applet).read());
        }
        return new ChipRecipe(
                xml.getChip(),
                xml.getVersion().intValue(),
                storeData(xml.getStoreData()),
                xml.getSequence() == null ? DgiSequence.AS_IN_RECORD : sequence(xml.getSequence()),
                finish(xml.getFinish()),
                xml.getChannel() == null ? Optional.empty() : Optional.of(channel(xml.getChannel())),
                applets,
                xml.getAnswerToReset() == null ? AnswerToReset.ANY : new AnswerToReset(xml.getAnswerToReset()));
    }

    private StoreDataPolicy storeData(XmlStoreData xml) throws MalformedFileException {
        Map<DgiId, Integer> exceptions = new HashMap<>();
        for (XmlStoreData.P1 exception : xml.getP1()) {
            DgiId id = DgiId.of(exception.getDgi());
            require(exceptions.put(id, bits(exception, exception.getBits())) == null, exception, id + " stands twice");
        }
        return new StoreDataPolicy(
                bits(xml, xml.getClearBits()),
                bits(xml, xml.getEncryptedBits()),
                xml.isDgiBit(),
                exceptions,
                Grouping.valueOf(xml.getGrouping()),
                SequenceNumber.valueOf(xml.getP2()),
                xml.isP2Wraps(),
                xml.getMaxData());
    }

    /** Bits 7 and 6 only: the others have their own attributes. */
    private int bits(Object element, String hex) throws MalformedFileException {
        int bits = ByteString.fromHex(hex).toUnsigned();
        require((bits & ~0x60) == 0, element, "encryption bits are 00, 20, 40 or 60");
        return bits;
    }

    private DgiSequence sequence(XmlSequence xml) throws MalformedFileException {
        List<String> placed = Stream.of(xml.getFirst(), xml.getOrder(), xml.getLast(), xml.getLeftOut())
                .flatMap(List::stream)
                .toList();
        require(Set.copyOf(placed).size() == placed.size(), xml, "a data grouping has two places");
        return new DgiSequence(
                ids(xml.getFirst()),
                ids(xml.getOrder()),
                ids(xml.getLast()),
                Set.copyOf(ids(xml.getMayBeRefused())),
                Set.copyOf(ids(xml.getLeftOut())));
    }

    private Finish finish(XmlFinish xml) throws MalformedFileException {
        FinishKind kind = FinishKind.valueOf(xml.getKind());
        boolean raw = kind == FinishKind.RAW;
        require(raw == (xml.getApdu() != null), xml, "the attribute apdu belongs to RAW and to nothing else");
        ByteString command = raw ? ByteString.fromHex(xml.getApdu()) : ByteString.EMPTY;
        require(!raw || RawCommand.isCommand(command), xml, "the attribute apdu is no command");
        return new Finish(kind, command);
    }

    private ChannelPolicy channel(XmlChannel xml) throws MalformedFileException {
        SecureChannelProtocol protocol = SecureChannelProtocol.valueOf(xml.getProtocol());
        int options = ByteString.fromHex(xml.getOptions()).toUnsigned();
        require(ChannelPolicy.isKnown(protocol, options), xml, "options are 15 or 55 in SCP02, 70 in SCP03");
        SecurityLevel level = SecurityLevel.of(
                        ByteString.fromHex(xml.getLevel()).toUnsigned())
                .orElseThrow();
        require(protocol.allows(level), xml, protocol + " has no security level " + xml.getLevel());
        return new ChannelPolicy(
                protocol,
                options,
                level,
                ChannelPolicy.Route.valueOf(xml.getRoute()),
                ByteString.fromHex(xml.getSecurityDomain()),
                Optional.ofNullable(xml.getLoadFile()).map(ByteString::fromHex),
                ChannelPolicy.CardState.valueOf(xml.getEndState()));
    }

    private static List<DgiId> ids(List<String> hex) {
        return hex.stream().map(DgiId::of).toList();
    }

    private void require(boolean holds, Object element, String detail) throws MalformedFileException {
        if (!holds) {
            throw definition.contradiction(file, element, detail);
        }
    }
}
