package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue of a product names the keys that its cards are made with, and where they stand. */
class KeysCatalogueCommandTest {

    @TempDir
    private Path directory;

    private EditableHome home;

    @BeforeEach
    void fill_a_home() throws IOException {
        home = EditableHome.in(directory);
    }

    @Test
    void every_key_has_its_purpose_its_check_value_and_its_places() {
        Ran ran = catalogue("visa-dda");
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .containsPattern("bank-one.imk-ac/1 +card key AC +imk-ac \\(E0\\) +bank-one +TDES-112 +"
                        + "6C3F80 +EMV 4.4 Book 2, A1.4.2, option B +payment +DGI 8000 key 1; DGI 9000 check"
                        + " value 1\n")
                .containsPattern(
                        "personalizer.kek2-p0/1 +KEK2, PIN, TKID FF0000000000000011 .* over payment DGI 8010\n")
                .containsPattern("bank-one.cvk/1 +card verification values +cvk .* stripe; payment DGI 0101 tag 57")
                .containsPattern("- +ICC key pair .* RSA-[0-9]+, exponent 3, made for each card +payment +DGI 8201; "
                        + "DGI 8202; DGI 8203; DGI 8204; DGI 8205; .*tag 9F46")
                .containsPattern("bank-one.kek1-p0/1 +KEK1, PIN blocks from the issuer .* nothing\n");
    }

    /** The ledger notes with a batch which keys its products name. */
    @Test
    void names_the_keys_that_a_batch_depends_on_and_no_other() throws IOException, SQLException {
        assertThat(home.prepare().exitCode()).isZero();
        for (String product : Set.of("visa-sda", "visa-dda", "mc-cda", "dual-interface")) {
            JsonNode keys = new JsonMapper()
                    .readTree(catalogue(product, "--json").out())
                    .get("keys");
            Set<String> named = StreamSupport.stream(keys.spliterator(), false)
                    .filter(key -> key.get("in_module").asBoolean())
                    .map(key -> key.get("key").asString())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(named).as(product).isEqualTo(noted(product)).hasSizeGreaterThan(5);
        }
    }

    @Test
    void an_unknown_product_is_wrong_usage() {
        Ran ran = catalogue("visa-none");
        assertThat(ran.exitCode()).isEqualTo(64);
        assertThat(ran.err()).contains("no product visa-none for issuer bank-one");
    }

    private Set<String> noted(String product) throws SQLException {
        Set<String> names = new TreeSet<>();
        String database = home.root().resolve("database/cardwright").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + database, "sa", "");
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(
                        "select distinct key_name from batch_key where product like '" + product + "/%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private Ran catalogue(String product, String... more) {
        return Ran.command(Stream.concat(
                        Stream.of(
                                "keys",
                                "catalogue",
                                "--product",
                                product,
                                "--issuer",
                                "bank-one",
                                "--home",
                                home.root().toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }
}
