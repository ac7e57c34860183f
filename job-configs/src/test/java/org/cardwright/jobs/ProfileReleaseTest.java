package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where two persons release product profiles, nothing else makes cards. */
class ProfileReleaseTest {

    private static final Pattern APPROVE = Pattern.compile("cardwright approve (release-[a-f0-9]{16})");
    private static final String MISSING = "not released by two persons: visa-sda v1 for bank-one; one operator asks";

    @TempDir
    private Path directory;

    private EditableHome home;
    private Path export;

    @BeforeEach
    void fill_a_home_that_wants_releases() throws IOException {
        home = EditableHome.in(directory);
        home.edit(
                "cardwright.properties",
                "policy = test\n",
                "policy = test\nprofiles = released\npassphrase.memory-kib = 1024\n");
        People.registerTwo(home.root());
        export = SmallExport.of("bank-one", "visa-sda", 2).write(directory.resolve("orders.csv"));
    }

    @Test
    void a_product_makes_cards_when_two_persons_have_released_its_content() throws IOException {
        refused(prepare());
        Ran asked = ask();
        String request = request(asked);
        refused(prepare());
        assertThat(run("approve", request, "--operator-file", person("ada")).exitCode())
                .as("the person who asked")
                .isEqualTo(77);
        refused(prepare());

        Ran approved = run("approve", request, "--operator-file", person("bob"));
        assertThat(approved.exitCode()).as(approved.toString()).isZero();
        assertThat(approved.out()).isEqualTo("approved: visa-sda v1 for bank-one may make cards\n");
        assertThat(run("profile", "releases").out())
                .contains(request, "bank-one", "visa-sda", "RELEASED", "ada", "bob");
        assertThat(prepare().exitCode()).isZero();
        assertThat(run("audit", "list").out())
                .contains("FILE_REFUSED", "PROFILE_REQUESTED", "PROFILE_RELEASED", "new product");
        assertThat(ask().err()).contains("visa-sda v1 for bank-one is released already");
        assertThat(run("profile", "releases", "--json").out())
                .contains("\"outcome\":\"listed\"", request, "999999......0014")
                .doesNotContain("9999990000000014");
    }

    @Test
    void a_release_ends_with_any_change_of_what_the_product_consists_of() throws IOException {
        String first = request(ask());
        assertThat(run("approve", first, "--operator-file", person("bob")).exitCode())
                .isZero();
        home.edit("products/visa-sda.xml", "</product>", "<!-- a word more --></product>");

        refused(prepare());
        assertThat(request(ask())).isNotEqualTo(first);
    }

    @Test
    void a_release_that_somebody_wrote_into_the_database_is_not_believed() throws Exception {
        String request = request(ask());
        sql("update profile_release set state = 'RELEASED', approved_by = 'bob'");

        Ran ran = prepare();

        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(70);
        assertThat(ran.err()).contains("request " + request + " is not as this program left it");
        assertThat(home.out()).doesNotExist();
    }

    @Test
    void where_releases_are_witnessed_a_third_person_signs_as_well() throws IOException {
        home.edit("cardwright.properties", "profiles = released\n", "profiles = witnessed\n");
        People.add(
                home.root(),
                Map.of(
                        "otto", OperatorRole.SECURITY_OFFICER,
                        "cleo", OperatorRole.KEY_CUSTODIAN,
                        "eve", OperatorRole.KEY_CUSTODIAN));
        String request = request(ask());
        assertThat(approve(request, "otto").err()).contains("takes a witness, a third registered person");
        assertThat(approve(request, "bob", "cleo").err()).contains("operator bob lacks role SECURITY_OFFICER");
        assertThat(approve(request, "ada", "cleo").exitCode()).as("who asked").isEqualTo(77);
        assertThat(approve(request, "otto", "ada").err()).contains("who asks or approves cannot be the witness");
        assertThat(approve(request, "otto", "otto").exitCode()).isEqualTo(77);
        String wrong = People.file(directory, "eve", "not the passphrase");
        assertThat(run("approve", request, "--operator-file", person("otto"), "--witness-file", wrong)
                        .exitCode())
                .isEqualTo(77);
        assertThat(prepare().err()).contains("not released before a witness: visa-sda v1 for bank-one");

        Ran released = approve(request, "otto", "cleo");
        assertThat(released.exitCode()).as(released.toString()).isZero();
        assertThat(run("profile", "releases").out()).containsPattern(request + ".* RELEASED +ada +otto +cleo");
        assertThat(run("profile", "releases", "--json").out()).contains("\"witnessed_by\":\"cleo\"");
        assertThat(run("audit", "list").out())
                .containsPattern("otto +PROFILE_RELEASED +yes .*asked for by ada, approved by otto, witnessed by cleo")
                .containsPattern("cleo +PROFILE_WITNESSED +yes ");
        assertThat(prepare().exitCode()).isZero();
    }

    @Test
    void a_release_without_a_witness_ends_where_witnesses_are_wanted() throws IOException {
        String request = request(ask());
        assertThat(approve(request, "bob").exitCode()).isZero();
        home.edit("cardwright.properties", "profiles = released\n", "profiles = witnessed\n");

        assertThat(prepare().exitCode()).isEqualTo(77);
        assertThat(approve(request, "bob").err()).contains("was approved without a witness; ask for it again");
        assertThat(request(ask())).isEqualTo(request);
    }

    private Ran approve(String request, String who) throws IOException {
        return run("approve", request, "--operator-file", person(who));
    }

    private Ran approve(String request, String who, String witness) throws IOException {
        return run("approve", request, "--operator-file", person(who), "--witness-file", person(witness));
    }

    private Ran ask() throws IOException {
        return run(
                "profile",
                "release",
                "visa-sda",
                "--issuer",
                "bank-one",
                "--reason",
                "new product, first card 9999990000000014",
                "--operator-file",
                person("ada"));
    }

    private Ran prepare() {
        return run(
                "prepare",
                export.toString(),
                "--issuer",
                "bank-one",
                "--out",
                home.out().toString());
    }

    private void refused(Ran ran) {
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(77);
        assertThat(ran.err()).contains(MISSING);
        assertThat(home.out()).doesNotExist();
        assertThat(run("batch", "list").out()).doesNotContain("bank-one");
    }

    private static String request(Ran asked) {
        Matcher found = APPROVE.matcher(asked.out());
        assertThat(found.find()).as(asked.toString()).isTrue();
        return found.group(1);
    }

    private String person(String name) throws IOException {
        return People.file(directory, name);
    }

    private Ran run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--home", home.root().toString()));
        return Ran.command(command.toArray(new String[0]));
    }

    private void sql(String statement) throws SQLException {
        String database = home.root().resolve("database/cardwright").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + database, "sa", "");
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
