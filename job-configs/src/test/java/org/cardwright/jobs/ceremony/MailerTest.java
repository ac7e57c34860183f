package org.cardwright.jobs.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.jobs.home.ConfigurationException;
import org.cardwright.jobs.home.PermissionRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blind mailers: the secret inside and nowhere else, on a printer of this machine and nowhere else. */
class MailerTest {

    private static final String FORM = """
            page 20 60
            inside 10 18 5 55
            title 2 5 40 1
            facts 4 5 50 3
            secret 11 10 30 4
            """;

    @TempDir
    private Path folder;

    @Test
    void the_secret_stands_inside_and_everything_else_outside() throws IOException {
        Path paper = folder.resolve("paper");
        print(paper, "0123 4567\n89AB CDEF\n");
        print(paper, "1111 1111\n");

        String text = Files.readString(paper, StandardCharsets.US_ASCII);
        List<String> lines = text.lines().toList();
        assertThat(text).endsWith("\f").containsOnlyOnce("0123 4567");
        assertThat(lines).hasSize(41);
        assertThat(lines.get(1)).isEqualTo(line(4, "REHEARSAL - KEY COMPONENT 1 of 2"));
        assertThat(lines.get(3)).isEqualTo(line(4, "Custodian                cleo"));
        assertThat(lines.get(10)).isEqualTo(line(9, "0123 4567"));
        assertThat(lines.get(11)).isEqualTo(line(9, "89AB CDEF"));
        assertThat(lines.subList(12, 20)).allMatch(String::isBlank);
        assertThat(lines.get(20))
                .as("the second page begins behind the form feed")
                .startsWith("\f");
        assertThat(lines.get(30)).isEqualTo(line(9, "1111 1111"));
    }

    private static String line(int indent, String text) {
        String start = " ".repeat(indent) + text;
        return start + " ".repeat(60 - start.length());
    }

    private void print(Path paper, String typed) throws IOException {
        Sheet sheet = new Sheet("KEY COMPONENT 1 of 2", true, Map.of("Custodian", "cleo"), List.of());
        try (SecretBytes secret = SecretBytes.adopt(typed.getBytes(StandardCharsets.US_ASCII))) {
            new Mailer(MailerForm.parse(FORM), LocalPrinter.at(paper, true)).print(sheet, secret);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789012345678901234567890", "1\n2\n3\n4\n5\n"})
    void what_does_not_fit_is_not_printed_at_all(String typed) {
        Path paper = folder.resolve("paper");
        assertThatThrownBy(() -> print(paper, typed))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("does not fit into the form");
        assertThat(paper).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            secret 11 10 30 4 | secret 9 10 30 4   | secret lies wholly inside
            secret 11 10 30 4 | secret 11 10 47 4  | secret lies wholly inside
            secret 11 10 30 4 | secret 16 10 30 4  | secret lies wholly inside
            facts 4 5 50 3    | facts 8 5 50 3     | title and facts lie outside
            title 2 5 40 1    | title 2 5 60 1     | title and facts lie on the page
            title 2 5 40 1    | title 4 5 40 1     | do not overlap
            inside 10 18 5 55 | inside 10 28 5 55  | inside lies on the page
            title 2 5 40 1    | title 2 5 40       | title has 4 numbers
            title 2 5 40 1    | picture 2 5 40 1   | it has lines page, inside, title, facts and secret
            title 2 5 40 1    | title 2 5 40 0     | numbers from 1 to 255
            title 2 5 40 1    | title 2 5 x 1      | has numbers behind it
            """)
    void a_form_that_would_show_the_secret_is_refused(String line, String instead, String said) {
        assertThatThrownBy(() -> MailerForm.parse(FORM.replace(line, instead)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(said);
    }

    @Test
    void the_form_of_the_program_is_right_and_another_one_is_read() throws IOException {
        assertThat(MailerForm.standard().inside().contains(MailerForm.standard().secret()))
                .isTrue();
        Path own = Files.writeString(folder.resolve("own.txt"), FORM);
        assertThat(MailerForm.read(own)).isEqualTo(MailerForm.parse(FORM));
    }

    @Test
    void only_a_device_of_a_printer_is_printed_on_in_earnest() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("lp0"), file);
        for (Path other :
                List.of(file, link, folder, Path.of("/dev/null"), Path.of("/dev/zero"), folder.resolve("no"))) {
            assertThatThrownBy(() -> LocalPrinter.at(other, false))
                    .as("%s", other)
                    .isInstanceOf(PermissionRefusedException.class)
                    .hasMessageContaining("is no printer on a cable of this machine");
        }
        assertThat(LocalPrinter.at(file, true).toString()).isEqualTo(file.toString());
    }

    /** Numbers of the Linux device list: /dev/lp0, /dev/usb/lp0, /dev/ttyS1, /dev/ttyUSB0; and a disk, a console, /dev/null. */
    @ParameterizedTest
    @CsvSource({"6, 0, PARALLEL", "180, 0, USB", "4, 65, SERIAL", "188, 0, USB_SERIAL", "8, 0,", "4, 1,", "1, 3,"})
    void a_printer_is_known_by_the_number_of_its_device(int major, int minor, LocalPrinter.Connection connection) {
        assertThat(LocalPrinter.Connection.of((long) major << 8 | minor)).isEqualTo(Optional.ofNullable(connection));
    }
}
