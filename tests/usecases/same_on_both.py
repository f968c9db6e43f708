"""Which tests of use cases go on PostgreSQL in a soak only.

They are of screens, words, files, dates and rights, which keep and find plain rows: on SQLite in every run,
on PostgreSQL as well behind the `soak` marker. What counts, locks, deletes, seals, links or sends to many
stays on both in every run, as does all of tests/db. So does a file by which alone PostgreSQL is asked more
than to find, keep or change rows by their keys.
"""

SAME_ON_BOTH = frozenset(
    {
        "test_broadcast_wizard",
        "test_closing_by_hand",
        "test_confirmations_asked",
        "test_doors_of_outreach",
        "test_entering_paper",
        "test_event_files",
        "test_event_needs",
        "test_event_rights",
        "test_event_series",
        "test_export",
        "test_failed_files",
        "test_feedback",
        "test_household",
        "test_inviting",
        "test_measure_rights",
        "test_moderation_doors",
        "test_moderation_screens",
        "test_open_content",
        "test_place_button",
        "test_plain_surveys",
        "test_planning_events",
        "test_rare_languages",
        "test_registering",
        "test_results_chat",
        "test_sample_results",
        "test_schedule_screens",
        "test_second_submissions",
        "test_sending_answers",
        "test_staff",
        "test_surveys_desk_texts",
        "test_ten_years",
        "test_translated_surveys",
        "test_wishes",
        "test_words_of_staff",
    }
)
"""The files' names. `conftest.py` marks their tests."""
