package org.cardwright.formats.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.profile.xml.RiskProfile;
import org.cardwright.formats.profile.xml.SegmentType;

/**
 * A risk profile with its levels compiled.
 *
 * @param version identity and time
 * @param document the file
 * @param base parameters of the base
 * @param segments parameters that segments decide, by segment
 */
record RiskFile(
        ProfileVersion version, ProfileDocument document, List<RiskValue> base, Map<String, List<RiskValue>> segments) {

    static RiskFile of(ProfileDocument document, RiskProfile profile) {
        ProfileVersion version = ProfileVersion.of(
                document,
                profile.getId(),
                profile.getVersion(),
                new ProfileVersion.Days(profile.getEffective(), profile.getUntil()));
        Map<String, List<RiskValue>> segments = new LinkedHashMap<>();
        for (SegmentType segment : profile.getSegment()) {
            String level = "segment " + segment.getName();
            if (segments.put(segment.getName(), RiskLevelReader.read(document, segment, level)) != null) {
                throw document.error(segment, level + " stands twice");
            }
        }
        return new RiskFile(
                version, document, RiskLevelReader.read(document, profile.getBase(), "risk base"), segments);
    }
}
