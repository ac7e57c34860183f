package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer who authorised that more of his PANs is shown, and the same issuer in a home that knows nothing of it. */
class ShownPansTest {

    private static final String LETTER = "letter of 2026-03-02";
    private static final String USUAL = "5A Application Primary Account Number (PAN): 999999......";
    private static final String WIDER = "5A Application Primary Account Number (PAN): 99999913....";
    private static final String ISSUER = "issuers/bank-one.properties";

    @TempDir
    private Path directory;

    private EditableHome home;
    private EditableHome usual;

    @BeforeEach
    void two_homes() throws IOException {
        home = EditableHome.in(Files.createDirectory(directory.resolve("wider")));
        usual = EditableHome.in(Files.createDirectory(directory.resolve("usual")));
        home.write(ISSUER, home.read(ISSUER) + "\npans = 8/4\npans.authorised-by = " + LETTER + "\n");
        assertThat(home.prepare().exitCode()).isZero();
        assertThat(usual.prepare().exitCode()).isZero();
    }

    @Test
    void the_batch_and_the_audit_tell_in_whose_name_more_is_shown() throws IOException {
        assertThat(run(home, "batch", "show", batch(home)).out())
                .contains("PANs       shown 8/4, authorised by " + LETTER, "issuer bank-one, PANs shown 8/4");
        assertThat(run(home, "batch", "show", batch(home), "--json").out())
                .contains("\"pans_shown\":\"8/4\",\"pans_authorised_by\":\"" + LETTER + "\"");
        assertThat(run(home, "audit", "list").out())
                .contains("issuer bank-one, PANs shown 8/4, authorised by " + LETTER);
        assertThat(run(usual, "batch", "show", batch(usual)).out())
                .contains("PANs       shown 6/4\n")
                .doesNotContain("authorised");
    }

    @Test
    void a_mask_of_its_own_makes_another_batch_and_the_same_cards() throws IOException {
        assertThat(batch(home)).isNotEqualTo(batch(usual));
        assertThat(home.chip("mc-cda.mc-debit")).hasSameBinaryContentAs(usual.chip("mc-cda.mc-debit"));
    }

    @Test
    void a_file_is_shown_as_its_issuer_wants_it_while_it_is_known_whose_it_is() throws IOException {
        String chip = home.chip("mc-cda.mc-debit").toString();
        assertThat(run(home, "show", chip, "--record", "1").out())
                .contains(WIDER)
                .doesNotContain(USUAL);
        assertThat(run(home, "show", chip, "--record", "1", "--format", "json").out())
                .contains("99999913....")
                .doesNotContain("999999......");
        assertThat(run(usual, "show", chip, "--record", "1").out()).contains(USUAL);
        Path alone = Files.copy(Path.of(chip), directory.resolve("chip.cps"));
        assertThat(run(home, "show", alone.toString(), "--record", "1").out()).contains(USUAL);
        Path nowhere = directory.resolve("nowhere");
        assertThat(Ran.command("show", chip, "--record", "1", "--home", nowhere.toString())
                        .out())
                .contains(USUAL);
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void less_than_usual_is_shown_without_anybodys_leave() throws IOException {
        usual.write(ISSUER, usual.read(ISSUER) + "\npans = 0/4\n");
        String chip = usual.chip("mc-cda.mc-debit").toString();
        assertThat(run(usual, "show", chip, "--record", "1").out())
                .contains("(PAN): ............")
                .doesNotContain("999999");
        assertThat(run(usual, "batch", "show", batch(usual)).out()).contains("PANs       shown 0/4\n");
    }

    @Test
    void a_mask_that_nobody_authorised_is_refused_before_anything_is_read() throws IOException {
        usual.write(ISSUER, usual.read(ISSUER) + "\npans = 8/4\n");
        Ran refused = usual.prepare();
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.err()).contains("bank-one.properties: pans: more than 6/4");
    }

    private static String batch(EditableHome of) throws IOException {
        Path group = Objects.requireNonNull(of.chip("mc-cda.mc-debit").getParent());
        return String.valueOf(Objects.requireNonNull(group.getParent()).getFileName());
    }

    private static Ran run(EditableHome in, String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--home";
        all[arguments.length + 1] = in.root().toString();
        return Ran.command(all);
    }
}
