package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.DropsOfHome;
import org.cardwright.jobs.wiring.KeysOfDrops;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.drop.IssuerDrops;
import org.cardwright.pipeline.drop.SftpFolder;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is agreed about a folder of an SFTP server is read strictly: by its keys a server is known, by its place an issuer. */
class SftpAgreementTest {

    private static final List<String> ISSUERS = List.of("bank-one", "bank-two");

    @TempDir
    private static Path folder;

    private static String key = "";
    private static String another = "";

    @BeforeAll
    static void prepare_a_home_with_a_key() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        key = PublicKeyEntry.toString(generator.generateKeyPair().getPublic());
        another = PublicKeyEntry.toString(generator.generateKeyPair().getPublic());
        EditableHome home = EditableHome.in(folder);
        MediumKeyFiles keys = MediumKeyFiles.in(folder.resolve("keys"));
        keys.make("bureau", "EC", "256");
        home.edit("cardwright.properties", "policy = test", "policy = test\nsftp.keystore = " + keys.store("bureau"));
    }

    private static Path issuer(String name) {
        return folder.resolve("home/config/issuers").resolve(name + ".properties");
    }

    private static void agree(String issuer, String address, String hostKeys) throws IOException {
        Files.writeString(folder.resolve(issuer + "-keys"), hostKeys);
        Files.writeString(
                issuer(issuer),
                "drop.sftp = sftp://" + address + "\ndrop.sftp.host-keys = " + folder.resolve(issuer + "-keys") + "\n"
                        + Files.readString(issuer(issuer)));
    }

    @AfterEach
    void forget_what_was_agreed() throws IOException {
        for (String name : ISSUERS) {
            Files.writeString(issuer(name), Files.readString(issuer(name)).replaceAll("(?m)^drop.*\n", ""));
        }
    }

    private static List<IssuerDrops> load() throws IOException {
        HomeDirectory home = HomeDirectory.open(folder.resolve("home"));
        return DropsOfHome.load(home, new KeysOfDrops(home, OpenedHome::publishedTestPassphrase));
    }

    @Test
    void a_key_that_was_withdrawn_is_said_by_file_and_line() throws IOException {
        agree("bank-one", "bureau@sftp.example/out", "sftp.example " + key + "\n@revoked sftp.example " + another);
        assertThatThrownBy(SftpAgreementTest::load)
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith("bank-one-keys, line 2: D-204: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sftp.other ", "[sftp.example]:2222 "})
    void a_key_of_another_server_is_none_of_this(String host) throws IOException {
        agree("bank-one", "bureau@sftp.example/out", host + key);
        assertThatThrownBy(SftpAgreementTest::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bank-one-keys holds no public key of sftp.example, port 22");
    }

    @ParameterizedTest
    @CsvSource({
        "bureau@SFTP.example/out",
        "bureau@sftp.example/out/inner",
        "bureau@sftp.example:22/out",
        "bureau@alias.example/out"
    })
    void two_issuers_at_one_place_are_refused(String other) throws IOException {
        agree("bank-one", "bureau@sftp.example/out", "sftp.example " + key);
        agree("bank-two", other, "sftp.example,alias.example " + key);
        assertThatThrownBy(SftpAgreementTest::load)
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("the folders of bank-one and of bank-two must be apart");
    }

    @Test
    void two_places_are_two_places() throws IOException {
        agree("bank-one", "bureau@SFTP.example/out", "sftp.example " + key);
        agree("bank-two", "bureau@sftp.example:2222/out..of", "[sftp.example]:2222 " + another);
        assertThat(load())
                .extracting(drops -> ((SftpFolder) drops.source()).terms().hostKeys())
                .containsExactly(List.of(key), List.of(another));
    }

    @ParameterizedTest
    @CsvSource({"'', ::1", ":2222, [::1]:2222"})
    void an_address_has_no_brackets_where_keys_are_kept(String port, String host) throws IOException {
        agree("bank-one", "bureau@[::1]" + port + "/out", host + " " + key);
        assertThat(load())
                .extracting(drops -> ((SftpFolder) drops.source()).terms().host())
                .containsExactly("::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x/../out", "/./out", "/out/..", "/out/"})
    void a_way_back_in_a_path_is_refused(String path) throws IOException {
        agree("bank-one", "bureau@sftp.example" + path, "sftp.example " + key);
        assertThatThrownBy(SftpAgreementTest::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("drop.sftp is sftp://USER@HOST[:PORT]/DIRECTORY");
    }
}
