package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a key pair to the certificate on a card, and every place where the way is barred. */
class KeysIssuerCommandTest {

    private static final Pattern APPROVE = Pattern.compile("cardwright approve ([a-z-]+-[a-f0-9]{16})  and");
    private static final String KEY = "bank-one.issuer-a000000003/2";
    private static final String CERTIFICATE = "certificates/bank-one-visa.xml";

    @TempDir
    private Path directory;

    private EditableHome home;

    @BeforeEach
    void fill_a_home() throws IOException {
        home = EditableHome.in(directory);
    }

    @Test
    void a_card_made_under_a_certificate_that_went_the_whole_way_verifies() throws IOException {
        String before = home.read(CERTIFICATE);
        assertThat(done(keys("issuer generate " + KEY)).out())
                .matches("issuer key " + KEY + " made: RSA-1408, check value [0-9A-F]{6}\n");
        Path request = request("visa", KEY, "000002");
        Path answer = certify(request, "A000000003", "000002.IE0");

        assertThat(imported(answer, request, "bank-one.visa").exitCode()).isEqualTo(64);
        assertThat(imported(answer, request, "bank-one.visa").err())
                .contains("there is an issuer certificate bank-one.visa already, in bank-one-visa.xml; --replace puts");
        assertThat(home.read(CERTIFICATE)).isEqualTo(before);
        Ran replaced = done(imported(answer, request, "bank-one.visa", "--replace"));

        assertThat(replaced.out()).contains("of key " + KEY + ", good until 2038-06-30, stands in ");
        assertThat(home.read(CERTIFICATE)).contains("issuer-key=\"" + KEY + "\"", "expires=\"2038-06\"");
        try (Stream<Path> kept = Files.list(home.root().resolve("config/certificates/replaced"))) {
            assertThat(kept.toList())
                    .singleElement()
                    .satisfies(old -> assertThat(Files.readString(old)).isEqualTo(before));
        }
        SmallExport.of("bank-one", "visa-dda", 2).write(directory.resolve("orders.csv"));
        done(run("prepare", directory.resolve("orders.csv").toString(), "--issuer", "bank-one", "--out", out()));
        try (Stream<Path> batches = Files.list(home.out())) {
            Path batch = batches.findFirst().orElseThrow();
            assertThat(done(run("verify", batch.toString())).out()).contains("2 ");
            assertThat(Files.readString(batch.resolve("manifest.json"))).contains("\"" + KEY + "\"");
        }
        assertThat(run("audit", "list").out())
                .contains(
                        "ISSUER_KEY_GENERATED",
                        "CERTIFICATE_REQUESTED",
                        "CERTIFICATE_MADE_AS_TEST",
                        "CERTIFICATE_IMPORTED",
                        "import issuer certificate bank-one.visa of key " + KEY + " until 2038-06 in place of another");
        assertThat(run("audit", "verify").exitCode()).isZero();
    }

    private String out() {
        return home.out().toString();
    }

    @ParameterizedTest
    @CsvSource({"unionpay, A000000333, 77", "mastercard, A000000004, 0"})
    void the_answer_comes_in_the_layout_of_the_payment_system(String scheme, String rid, int exitCode)
            throws IOException {
        Path request = request(scheme, "bank-one.issuer-a000000004", "000003");
        String authority = "test-ca.a000000004-e0";
        Ran certified =
                run("keys", "issuer", "certify", request.toString(), "--authority", authority, "--out", directory + "");

        assertThat(certified.exitCode()).as(certified.toString()).isEqualTo(exitCode);
        if (exitCode == 0) {
            Path answer = directory.resolve("999999-000001.cE0");
            assertThat(done(imported(answer, request, "bank-one.second-mc", "--json"))
                            .out())
                    .startsWith("{\"outcome\":\"imported\",\"exit_code\":0,\"certificate\":\"bank-one.second-mc\","
                            + "\"key\":\"bank-one.issuer-a000000004/1\",\"expires\":\"2038-06\",\"file\":");
            assertThat(home.read("certificates/bank-one-second-mc.xml")).contains("rid=\"" + rid + "\"");
        } else {
            assertThat(certified.err()).contains("none of the CA public keys of payment system " + rid);
        }
    }

    @Test
    void a_response_that_is_not_the_answer_is_refused_and_nothing_changes() throws IOException {
        String before = home.read(CERTIFICATE);
        Path request = request("visa", "bank-one.issuer-a000000003", "000004");
        Path answer = certify(request, "A000000003", "000004.IE0");
        byte[] content = Files.readAllBytes(answer);
        content[10] ^= 1;
        Path damaged = Files.write(directory.resolve("damaged"), content);

        Ran refused = imported(damaged, request, "bank-one.visa", "--replace");
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.err())
                .isEqualTo("cardwright: damaged, offset 9, certificate serial number: C-205:"
                        + " not that of the certificate\n");
        assertThat(run("audit", "list").out())
                .containsPattern(
                        "CERTIFICATE_REFUSED +no +issuer certificate bank-one.visa +damaged, offset 9, certificate");
        Path other = request("visa", "bank-two.issuer-a000000003", "000005");
        assertThat(imported(answer, other, "bank-one.visa", "--replace").err()).contains("C-206");
        assertThat(imported(answer, answer, "bank-one.visa", "--replace").err()).contains("header: C-302");
        assertThat(imported(answer, request, "Bank One").exitCode()).isEqualTo(64);
        assertThat(imported(answer, request, "bank-one.visa", "--replace", "--scheme", "none")
                        .err())
                .contains("--scheme is one of visa, unionpay, mastercard");
        assertThat(home.read(CERTIFICATE)).isEqualTo(before);
        assertThat(home.root().resolve("config/certificates/replaced")).doesNotExist();
    }

    @Test
    void a_request_is_not_written_over_and_says_what_is_wrong_with_it() throws IOException {
        request("visa", "bank-one.issuer-a000000003", "000006");
        assertThat(asking("visa", "bank-one.issuer-a000000003", "000006").err())
                .contains("there is a file A000000003-999999-000006.cwkr already");
        assertThat(asking("visa", "bank-one.issuer-a000000003", "6").exitCode()).isEqualTo(64);
        assertThat(asking("visa", "bank-one.imk-ac", "000007").exitCode()).isEqualTo(77);
        assertThat(asking("visa", "bank-one.none", "000007").err()).contains("there is no key bank-one.none/1");
        assertThat(keys("issuer generate bank-one.issuer-a000000003").exitCode())
                .isEqualTo(77);
        assertThat(keys("issuer generate bank-one.x --bits 1000").err()).contains("1024 to 1984 bits");
        assertThat(keys("issuer generate Bank/0").exitCode()).isEqualTo(64);
    }

    @Test
    void two_persons_permit_a_key_where_policy_asks_for_them() throws IOException {
        let_two_persons_act();
        String generate = "issuer generate " + KEY;
        assertThat(asAda(generate).err()).contains("this takes two persons: say why with --reason TEXT");
        String request = asked(asAda(generate + " --reason renewal"));
        assertThat(request).startsWith("generate-issuer-key-");
        assertThat(asAda(generate + " --reason renewal").exitCode()).isZero();
        assertThat(run("approve", request, "--operator-file", person("ada")).exitCode())
                .isEqualTo(77);
        done(run("approve", request, "--operator-file", person("bob")));
        assertThat(asAda(generate + " --bits 1152").exitCode()).isEqualTo(64);

        assertThat(done(asAda(generate)).out()).startsWith("issuer key " + KEY + " made");

        assertThat(asAda(generate).exitCode()).isEqualTo(64);
        assertThat(run("audit", "list").out()).contains("KEY_ACT_REQUESTED", "KEY_ACT_APPROVED", "renewal");
    }

    @Test
    void two_persons_permit_a_certificate_where_policy_asks_for_them() throws IOException {
        String before = home.read(CERTIFICATE);
        let_two_persons_act();
        Path asking = directory.resolve("A000000003-999999-000008.cwkr");
        done(asAda(requestOf("visa", "bank-one.issuer-a000000003", "000008")));
        done(asAda("issuer certify " + asking + " --authority test-ca.a000000003-e0 --out " + directory));
        String importing = "issuer import " + directory.resolve("000008.IE0") + " --request " + asking
                + " --name bank-one.visa --replace --reason renewal --json";

        Ran ran = done(asAda(importing));
        assertThat(ran.out()).matches("\\{\"outcome\":\"requested\",\"exit_code\":0,\"request\":\"[a-z0-9-]+\"}\n");
        assertThat(home.read(CERTIFICATE)).isEqualTo(before);
        String request = ran.out().replaceAll(".*\"request\":\"([^\"]*)\".*\n", "$1");
        assertThat(done(run("approve", request, "--operator-file", person("bob")))
                        .out())
                .contains("approved: import issuer certificate bank-one.visa of key bank-one.issuer-a000000003/1");
        assertThat(done(asAda(importing)).out()).contains("\"outcome\":\"imported\"");
        assertThat(home.read(CERTIFICATE)).isNotEqualTo(before).contains("expires=\"2038-06\"");
    }

    private void let_two_persons_act() throws IOException {
        home.edit(
                "cardwright.properties",
                "policy = test\n",
                "policy = test\nkeys = two-persons\npassphrase.memory-kib = 1024\n");
        People.registerTwo(home.root());
    }

    private static String asked(Ran ran) {
        Matcher found = APPROVE.matcher(ran.out());
        assertThat(found.find()).as(ran.toString()).isTrue();
        return found.group(1);
    }

    private Path request(String scheme, String key, String tracking) {
        Ran ran = done(asking(scheme, key, tracking));
        return Path.of(ran.out().replace("request written to ", "").strip());
    }

    private Ran asking(String scheme, String key, String tracking) {
        return keys(requestOf(scheme, key, tracking));
    }

    private String requestOf(String scheme, String key, String tracking) {
        return "issuer request " + key + " --scheme " + scheme + " --identifier 999999 --expires 2038-06 --tracking "
                + tracking + " --out " + directory;
    }

    private Path certify(Path request, String rid, String name) {
        String authority = "test-ca." + rid.toLowerCase(java.util.Locale.ROOT) + "-e0";
        done(run("keys", "issuer", "certify", request.toString(), "--authority", authority, "--out", directory + ""));
        return directory.resolve(name);
    }

    private Ran imported(Path answer, Path request, String name, String... more) {
        List<String> command = new ArrayList<>(
                List.of("keys", "issuer", "import", answer + "", "--request", request + "", "--name", name));
        command.addAll(List.of(more));
        return run(command.toArray(new String[0]));
    }

    private static Ran done(Ran ran) {
        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        return ran;
    }

    private String person(String name) throws IOException {
        return People.file(directory, name);
    }

    private Ran asAda(String words) throws IOException {
        return keys(words + " --operator-file " + person("ada"));
    }

    private Ran keys(String words) {
        return run(("keys " + words).split(" "));
    }

    private Ran run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--home", home.root().toString()));
        return Ran.command(command.toArray(new String[0]));
    }
}
