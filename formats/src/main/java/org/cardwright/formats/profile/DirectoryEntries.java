package org.cardwright.formats.profile;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The applications that a directory names. EMV 4.4 Book 1, 12.2.3; Book B, 3.3. */
final class DirectoryEntries {

    private DirectoryEntries() {}

    static Set<String> named(ApplicationProfile application) {
        return application.dgis().stream()
                .flatMap(dgi -> tags(dgi).stream())
                .flatMap(TagNode::entries)
                .map(TagNode::application)
                .collect(Collectors.toSet());
    }

    private static List<TagNode> tags(DgiProfile dgi) {
        return Stream.of(dgi)
                .flatMap(d -> d instanceof DgiProfile.Tlvs tlvs
                        ? tlvs.tags().stream()
                        : d instanceof DgiProfile.FileRecord file ? file.layout().tags().stream() : Stream.empty())
                .toList();
    }
}
