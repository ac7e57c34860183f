package org.cardwright.formats.profile.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardInterface;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.Family;
import org.cardwright.formats.profile.RecordLayout;
import org.cardwright.formats.profile.TagNode;

/** Directories against the applications of the card. EMV 4.4 Book 1, 12.2 and 12.3; Book B, 3.3. */
final class DirectoryChecks {

    private DirectoryChecks() {}

    static void check(LintContext context) {
        Family family = context.application().family();
        if (!family.isDirectory()) {
            if (context.isPayment()) {
                contactless(context);
            }
            return;
        }
        CardInterface on = family == Family.PPSE ? CardInterface.CONTACTLESS : CardInterface.CONTACT;
        Set<String> named = named(context.application());
        for (ApplicationProfile other : context.product().applications()) {
            boolean there = other.interfaces().containsKey(on);
            if (there && !named.contains(other.id())) {
                context.report(LintRule.DIRECTORY_INCOMPLETE, "application " + other.id() + " has no entry");
            }
            boolean saysWhere = !other.interfaces().isEmpty();
            if (saysWhere && !there && named.contains(other.id())) {
                context.report(LintRule.DIRECTORY_NAMES_ABSENT, "application " + other.id() + " is not there on " + on);
            }
        }
        if (family == Family.PSE) {
            file(context);
        }
    }

    /** Over the antenna a terminal finds applications through the PPSE only. EMV Book B, 3.3. */
    private static void contactless(LintContext context) {
        boolean there = context.application().interfaces().containsKey(CardInterface.CONTACTLESS);
        if (there
                && context.product().applications().stream()
                        .noneMatch(application -> application.family() == Family.PPSE)) {
            context.report(LintRule.CONTACTLESS_WITHOUT_DIRECTORY, "there is no PPSE on the card");
        }
    }

    /** The FCI of the PSE names the file of its records. EMV 4.4 Book 1, 12.2.2. */
    private static void file(LintContext context) {
        Optional<Integer> sfi = context.places("88") ? context.number("88") : Optional.empty();
        List<Integer> files = context.application().records().stream()
                .map(RecordLayout::address)
                .map(address -> address.sfi())
                .toList();
        if (sfi.isEmpty() || !files.contains(sfi.get())) {
            context.report(LintRule.DIRECTORY_WITHOUT_FILE, "88 does not name a file with records");
        }
    }

    private static Set<String> named(ApplicationProfile directory) {
        return directory.dgis().stream()
                .flatMap(dgi -> nodes(dgi).stream())
                .flatMap(TagNode::entries)
                .map(TagNode::application)
                .collect(Collectors.toSet());
    }

    private static List<TagNode> nodes(DgiProfile dgi) {
        if (dgi instanceof DgiProfile.Tlvs tlvs) {
            return tlvs.tags();
        }
        return dgi instanceof DgiProfile.FileRecord file ? file.layout().tags() : List.of();
    }
}
