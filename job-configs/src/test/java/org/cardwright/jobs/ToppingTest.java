package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Foils of a surface layout in the files of a batch: written in the words of the layout, verified before the release. */
class ToppingTest {

    private static final String SURFACE = "surfaces/classic-embossed.xml";

    @TempDir
    private Path directory;

    private EditableHome home;

    @BeforeEach
    void home() throws IOException {
        home = EditableHome.in(directory);
        home.profile("lint", "--no-keys");
    }

    @Test
    void the_codes_of_a_foil_reach_both_embossing_files() throws IOException {
        home.edit(SURFACE, "<topping foil=\"silver\"/>", "<topping foil=\"silver\" location=\":S\" field=\"#TOP#S\"/>");
        Ran made = home.prepare();
        assertThat(made.exitCode()).as(made.toString()).isZero();
        Path group = Objects.requireNonNull(home.chip("visa-sda.visa-classic").getParent());
        for (String file : new String[] {"emboss.cpx", "emboss-chip.cpx"}) {
            String text = Files.readString(group.resolve(file), StandardCharsets.ISO_8859_1);
            assertThat(text)
                    .as(file)
                    .startsWith("#DCL#080401 1#FC2#0843:S 2#FC1#0512 3#FC1#0328 4#FC1#0177 5#FC4#1181#END#")
                    .contains("#DCC##TOP#S#EMB#9999 9911 ")
                    .doesNotContain("#DCC##EMB#");
        }
    }

    @Test
    void a_foil_that_the_layout_does_not_spell_out_changes_no_file() throws IOException {
        EditableHome without = EditableHome.in(Files.createDirectory(directory.resolve("without")));
        without.profile("lint", "--no-keys");
        without.edit(SURFACE, " topping=\"silver\"", "");
        assertThat(home.prepare().exitCode()).isZero();
        assertThat(without.prepare().exitCode()).isZero();
        Path emboss = home.chip("visa-sda.visa-classic").resolveSibling("emboss.cpx");
        assertThat(emboss)
                .hasSameBinaryContentAs(without.chip("visa-sda.visa-classic").resolveSibling("emboss.cpx"));
    }

    @Test
    void a_foil_on_indent_printing_is_refused_by_the_linter_and_by_the_job() throws IOException {
        home.edit(SURFACE, "field=\"CVV2\"", "field=\"CVV2\" topping=\"silver\"");
        String rule = "classic-embossed.xml: emboss line 5: indent printing is not raised, no foil can be put on it";
        Ran linted = home.profile("lint", "--no-keys");
        assertThat(linted.exitCode()).isEqualTo(65);
        assertThat(linted.err()).contains(rule);
        Ran refused = home.prepare();
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.err()).contains(rule);
    }

    @Test
    void a_raised_verification_value_is_a_warning() throws IOException {
        home.edit(SURFACE, "kind=\"indent\"", "kind=\"raised\"");
        home.edit(SURFACE, " side=\"back\"", "");
        Ran warned = home.profile("lint", "visa-sda", "--no-keys");
        assertThat(warned.exitCode()).as(warned.toString()).isZero();
        assertThat(warned.out()).contains("L-C06 WARNING: CVV2 stands in raised characters on the front");
    }
}
