package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.crypto.module.SignatureVerifier;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.response.ResponseCheck;
import org.cardwright.perso.response.ResponseFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code cardwright batch response ID --out DIR}: what the issuer hears, before and after its cards are on chips. */
@TestMethodOrder(OrderAnnotation.class)
class ResponseCommandTest {

    @TempDir
    private static Path folder;

    private static SmallExport orders;
    private static Path batch;

    @BeforeAll
    static void prepare() throws IOException {
        TestVault.in(folder.resolve("home"));
        orders = SmallExport.of("bank-one", "visa-dda", 4).with(1, "expires", "2020-01");
        batch = PreparedBatch.of(
                folder.resolve("home"),
                "bank-one",
                orders.write(folder.resolve("orders.csv")),
                folder.resolve("batches"));
    }

    @Test
    @Order(1)
    void the_issuer_hears_of_every_order_of_a_sealed_batch() throws IOException {
        Ran ran = respond("first");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains(
                        "orders  in 4  good 3  rejected 1  held 0  remade 0",
                        "cards   prepared 3  begun 0  waiting 0  personalized 0");
        Path file = folder.resolve("first").resolve(ResponseFile.NAME);
        ResponseCheck check = ResponseFile.read(file);
        Manifest manifest = Manifest.read(batch.resolve(Manifest.NAME));
        assertThat(check.head().batch()).isEqualTo(manifest.head().batch());
        assertThat(check.head().sourceSha256()).isEqualTo(manifest.head().sourceSha256());
        assertThat(check.head().counts()).isEqualTo(new ManifestHead.Counts(4, 3, 1, 0, 0));
        assertThat(ResponseFile.isSigned(file, manifest.publicKey(), SignatureVerifier.ed25519()))
                .isTrue();
        String text = Files.readString(file);
        for (int order = 0; order < 4; order++) {
            assertThat(text)
                    .contains("\"" + orders.get(order, "order") + "\"")
                    .doesNotContain(orders.get(order, "pan"));
        }
        assertThat(folder.resolve("first/rejects.csv")).hasSameTextualContentAs(batch.resolve("rejects.csv"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    @Order(2)
    void the_same_ledger_gives_the_same_bytes_and_never_over_another_answer() throws IOException {
        assertThat(respond("second").exitCode()).isZero();

        assertThat(folder.resolve("second").resolve(ResponseFile.NAME))
                .hasSameBinaryContentAs(folder.resolve("first").resolve(ResponseFile.NAME));
        Ran again = respond("second");
        assertThat(again.exitCode()).isEqualTo(64);
        assertThat(again.err()).contains("second is there already");
    }

    @Test
    @Order(3)
    void a_card_that_is_on_a_chip_is_named_with_the_chip() throws IOException {
        String order = orders.get(2, "order");
        Ran made = run("personalize", batch.toString(), "--order", order, "--reader", "virtual");
        assertThat(made.exitCode()).as(made.err()).isZero();

        Ran ran = respond("third", "--json");

        assertThat(ran.out())
                .contains("\"outcome\":\"answered\"", "\"prepared\":2", "\"personalized\":1", "\"rejected\":1");
        String text = Files.readString(folder.resolve("third").resolve(ResponseFile.NAME));
        assertThat(text)
                .containsPattern("\\{\"card\":\\d,\"chip\":\\{\"begun_at\":\"20[^}]+\"key_data\":\"[0-9A-F]{20}\""
                        + "[^}]+},\"order\":\"" + order + "\",\"spoiled_chips\":0,\"state\":\"PERSONALIZED\"}");
    }

    @Test
    @Order(4)
    void a_batch_that_is_not_what_the_ledger_says_is_not_answered() throws IOException {
        Path manifest = batch.resolve(Manifest.NAME);
        String sealed = Files.readString(manifest);
        Files.writeString(manifest, sealed.replace(orders.get(0, "order"), orders.get(1, "order")));
        Ran altered = respond("fourth");
        Files.delete(manifest);
        Ran missing = respond("fourth");
        Files.writeString(manifest, sealed);

        assertThat(List.of(altered.exitCode(), missing.exitCode())).containsOnly(70);
        assertThat(altered.err()).contains("is not what the ledger says of this batch");
        assertThat(missing.err()).contains("any more");
        assertThat(folder.resolve("fourth")).doesNotExist();
        assertThat(run(
                                "batch",
                                "response",
                                "00000000",
                                "--out",
                                folder.resolve("none").toString())
                        .exitCode())
                .isEqualTo(64);
    }

    private static Ran respond(String name, String... options) {
        String id = batch.getFileName().toString();
        return run(Stream.concat(
                        Stream.of(
                                "batch",
                                "response",
                                id,
                                "--out",
                                folder.resolve(name).toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private static Ran run(String... arguments) {
        return Ran.command(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--home", folder.resolve("home").toString()))
                .toArray(String[]::new));
    }
}
