package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.sample.SampleData;

/**
 * An installation that takes the files of Northbank, whose ten orders the corrupt samples spoil.
 *
 * <p>Its products are all the cheapest of the shipped ones, with the keys of bank-one and every BIN of 999999. The PIN blocks of
 * the ten orders are invented, so that what is left of a file ends as R-301, and no time goes into cards; what the product has no place for ends as R-237.
 *
 * @param home the installation, with a database without batches
 */
record Northbank(Path home) {

    /** The rules that the orders without another fault break. */
    static final Set<String> RULES_OF_THE_REST = Set.of("R-301", "R-237");

    /** The forms in which the samples are spoiled, and the extensions of their files. */
    static final Map<String, String> FORMS =
            new TreeMap<>(Map.of("delimited", "csv", "fixed", "dat", "json", "json", "xml", "xml"));

    private static final String ISSUER = "northbank";
    private static final String PRODUCT = "visa-sda";
    private static final String SCHEMA = "card-orders.xsd";

    static Northbank in(Path folder) throws IOException {
        HomeDirectory home = HomeDirectory.open(folder);
        TestVault.in(folder);
        Files.write(home.config("layouts").resolve(SCHEMA), SampleData.bytes("layouts/issuer/" + SCHEMA));
        for (String form : FORMS.keySet()) {
            String file = layout(form) + ".xml";
            Files.write(home.config("layouts").resolve(file), SampleData.bytes("layouts/issuer/" + file));
        }
        String layouts = FORMS.keySet().stream().map(Northbank::layout).collect(Collectors.joining(", "));
        Files.writeString(home.config("issuers").resolve(ISSUER + ".properties"), "layouts = " + layouts + "\n");
        Path products = home.config("products");
        String product = ofNorthbank(Files.readString(products.resolve(PRODUCT + ".xml"), StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.list(products)) {
            for (Path file : files.toList()) {
                String id = file.getFileName().toString().replace(".xml", "");
                Files.writeString(file, product.replace("id=\"" + PRODUCT + "\"", "id=\"" + id + "\""));
            }
        }
        return new Northbank(folder);
    }

    private static String ofNorthbank(String product) {
        String text = product.replace("${issuer}", "bank-one")
                .replaceAll("prefix=\"[0-9]+\" issuer=\"bank-one\"", "prefix=\"999999\" issuer=\"northbank\"");
        assertThat(text).contains("issuer=\"northbank\"", "id=\"" + PRODUCT + "\"");
        return text;
    }

    private static String layout(String form) {
        return ISSUER + "-" + form;
    }

    /** The bad files of a form, in the order of their names. */
    static List<Path> corrupt(String form) throws IOException {
        try (Stream<Path> files = Files.list(SampleData.path("corrupt/" + form))) {
            return files.sorted().toList();
        }
    }

    /** The file that they were before. */
    static Path good(String form) {
        return SampleData.path("exports/northbank/ten-orders." + FORMS.get(form));
    }

    /** Words of a command that prepares the file in this installation. */
    List<String> prepare(Path file, String form, Path out) {
        return List.of(
                "prepare", file.toString(),
                "--issuer", ISSUER,
                "--layout", layout(form),
                "--out", out.toString(),
                "--home", home.toString());
    }
}
