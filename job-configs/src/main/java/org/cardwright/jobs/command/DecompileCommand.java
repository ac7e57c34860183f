package org.cardwright.jobs.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.perso.MalformedRecordException;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.cps.CpsRecordStream;
import org.cardwright.perso.cps.CpsRecordStream.Place;
import org.cardwright.perso.decompile.ApprovedComparison;
import org.cardwright.perso.decompile.DecompiledApplication;
import org.cardwright.perso.decompile.ProfileDecompiler;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cardwright profile decompile FILE}: the profile behind a record, and its difference to the approved product. */
@Command(
        name = "decompile",
        description = "Gives back the readable profile of records. With --issuer or --product it is compared with the"
                + " approved product, or with the nearest one; exit code 70 when a value differs.")
final class DecompileCommand implements Callable<Integer> {

    @Mixin
    private ProductSelection selection = new ProductSelection();

    @Parameters(paramLabel = "FILE", description = "A chip file.")
    private Path file = Path.of("");

    @Option(names = "--record", paramLabel = "N", description = "Only this record, from 1.")
    private @Nullable Integer number;

    @Option(names = "--product", paramLabel = "PRODUCT", description = "The approved product. Default: the nearest.")
    private @Nullable String product;

    @Option(names = "--segment", paramLabel = "NAME", description = "Its segment. Default: the nearest.")
    private @Nullable String segment;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What was found out about one record. */
    private record Found(
            int number, List<DecompiledApplication> applications, Optional<ApprovedComparison.Nearest> approved) {

        boolean differs() {
            return approved.filter(nearest -> !nearest.differences().isEmpty()).isPresent();
        }
    }

    @Override
    public Integer call() throws IOException {
        List<EffectiveProduct> candidates = candidates();
        List<Found> found = read(candidates);
        boolean differs = found.stream().anyMatch(Found::differs);
        int exitCode = differs ? ExitCode.NOT_VERIFIED : ExitCode.DONE;
        if (json.asked()) {
            List<Map<String, Object>> records =
                    found.stream().map(DecompileCommand::structure).toList();
            return json.print(differs ? "differs" : "decompiled", exitCode, Map.of("records", records));
        }
        found.forEach(this::print);
        return exitCode;
    }

    /** What may have been approved; nothing when nobody asks. */
    private List<EffectiveProduct> candidates() throws IOException {
        if (product == null && !selection.namesIssuer()) {
            return List.of();
        }
        ProductCatalog catalog = product == null ? selection.catalogs().get(0) : selection.issuerOf(product, spec);
        List<EffectiveProduct> candidates = catalog.all(selection.day()).stream()
                .filter(known -> product == null || known.id().equals(product))
                .filter(known -> segment == null || known.identity().segment().equals(segment))
                .toList();
        if (candidates.isEmpty()) {
            throw selection.unknown((product == null ? "at all" : product) + " with that segment", spec);
        }
        return candidates;
    }

    private List<Found> read(List<EffectiveProduct> candidates) throws IOException {
        List<Found> found;
        try (CpsRecordStream records =
                new CpsRecordStream(new BufferedInputStream(Files.newInputStream(GivenFile.readable(file))))) {
            found = read(records, candidates);
        }
        if (found.isEmpty()) {
            throw refused("", number == null ? "there must be a record" : "there must be a record " + number);
        }
        return found;
    }

    private List<Found> read(CpsRecordStream records, List<EffectiveProduct> candidates) throws IOException {
        List<Found> found = new ArrayList<>();
        try {
            for (Optional<Place> next = records.next(); next.isPresent(); next = records.next()) {
                if (number == null || number == next.get().number()) {
                    found.add(found(next.get(), candidates));
                }
            }
            return found;
        } catch (MalformedRecordException malformed) {
            throw refused(
                    "record " + records.recordNumber() + ", field " + malformed.field(),
                    "expected " + malformed.expected());
        }
    }

    private static Found found(Place place, List<EffectiveProduct> candidates) {
        CpsRecord record = CpsRecordCodec.decode(place.bytes());
        return new Found(
                place.number(), ProfileDecompiler.decompile(record), ApprovedComparison.nearest(record, candidates));
    }

    private MalformedFileException refused(String place, String required) {
        return new MalformedFileException(String.valueOf(file.getFileName()), place, "CPS", required);
    }

    private void print(Found found) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("record " + found.number());
        for (DecompiledApplication application : found.applications()) {
            application.text().forEach(out::println);
        }
        found.approved().ifPresent(nearest -> {
            out.println("approved: " + nearest.product());
            nearest.differences().forEach(difference -> out.println("  differs: " + difference));
            if (nearest.differences().isEmpty()) {
                out.println("  no value differs");
            }
        });
        out.flush();
    }

    private static Map<String, Object> structure(Found found) {
        Map<String, Object> structure = new LinkedHashMap<>();
        structure.put("record", found.number());
        structure.put(
                "applications",
                found.applications().stream()
                        .map(DecompiledApplication::structure)
                        .toList());
        found.approved().ifPresent(nearest -> {
            structure.put("approved", nearest.product().toString());
            structure.put("differences", nearest.differences());
        });
        return structure;
    }
}
