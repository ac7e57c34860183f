package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.Party;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.explain.KeyCatalogue;
import org.cardwright.formats.profile.explain.KeyCatalogue.Entry;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.step.Products;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cardwright keys catalogue --product P}: every key that a product uses or puts on its cards, as the product says it. */
@Command(
        name = "catalogue",
        description =
                "Lists the keys of a product in all its segments: purpose, owner, check value, how keys of cards are"
                        + " made of them, and in which data groupings and tags they, or what comes of them, stand.")
final class KeysCatalogueCommand implements Callable<Integer> {

    private static final String NONE = "-";

    @Mixin
    private ProductSelection selection = new ProductSelection();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--product", required = true, paramLabel = "PRODUCT", description = "Name of the product.")
    private String product = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * A key of the catalogue as the security module has it.
     *
     * @param entry what the product says
     * @param found what the module says; empty for a key of the card, or one that is not there
     */
    private record Row(Entry entry, Optional<KeyDescription> found) {

        String key() {
            return entry.key().map(Object::toString).orElse(NONE);
        }

        String purpose() {
            return found.map(key -> KeyOptions.words(key.purpose()) + " ("
                            + key.purpose().usage() + ")")
                    .orElse(NONE);
        }

        /** As the module says; of a key from before owners were known, whom its label names. */
        String owner() {
            return found.flatMap(key -> key.custody().owner())
                    .map(Party::name)
                    .or(() -> entry.key().map(KeyReference::owner))
                    .orElse(NONE);
        }

        String application() {
            return entry.application().isEmpty() ? NONE : entry.application();
        }
    }

    @Override
    public Integer call() throws IOException {
        String issuer = selection.issuerOf(product, spec).all(selection.day()).stream()
                .filter(segment -> segment.id().equals(product))
                .map(segment -> segment.identity().issuer())
                .findFirst()
                .orElseThrow(() -> selection.unknown(product, spec));
        try (OpenedHome installation = selection.home().openAll()) {
            Set<Entry> entries = new LinkedHashSet<>();
            for (EffectiveProduct segment :
                    installation.catalog().forIssuer(issuer).all(selection.day())) {
                if (segment.id().equals(product)) {
                    entries.addAll(KeyCatalogue.of(segment));
                }
            }
            List<Row> rows = new ArrayList<>();
            for (Entry entry : entries) {
                rows.add(new Row(
                        entry,
                        entry.key()
                                .flatMap(
                                        key -> installation.module().inventory().find(Products.keyName(key)))));
            }
            return json.asked() ? printJson(issuer, rows) : print(rows);
        }
    }

    private int printJson(String issuer, List<Row> rows) throws IOException {
        Map<String, Object> members = LedgerStructure.object();
        members.put("product", product);
        members.put("issuer", issuer);
        members.put("keys", rows.stream().map(KeysCatalogueCommand::members).toList());
        return json.print("listed", ExitCode.DONE, members);
    }

    private static Map<String, Object> members(Row row) {
        Map<String, Object> members = row.found().map(KeyMembers::of).orElseGet(LedgerStructure::object);
        row.entry().key().ifPresent(key -> members.put("key", key));
        members.put("owner", row.owner());
        members.put("use", row.entry().use());
        members.put("made", row.entry().made());
        members.put("application", row.entry().application());
        members.put("places", row.entry().places());
        members.put("in_module", row.found().isPresent());
        return members;
    }

    private int print(List<Row> rows) {
        TextTable table = new TextTable(
                "key", "use", "purpose", "owner", "algorithm", "check value", "made", "application", "on the card");
        for (Row row : rows) {
            table.row(
                    row.key(),
                    row.entry().use(),
                    row.purpose(),
                    row.owner(),
                    row.found().map(KeyDescription::algorithm).orElse(NONE),
                    row.found().map(key -> key.checkValue().toString()).orElse(NONE),
                    row.entry().made(),
                    row.application(),
                    row.entry().places().isEmpty()
                            ? "nothing"
                            : String.join("; ", row.entry().places()));
        }
        table.print(spec.commandLine().getOut());
        return ExitCode.DONE;
    }
}
