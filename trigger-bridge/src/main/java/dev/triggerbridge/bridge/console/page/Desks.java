package dev.triggerbridge.bridge.console.page;

/** Everything that the page shows and does. */
public record Desks(
    MappingDesk mappings, DeadLetterDesk deadLetters, StoryDesk stories, FilterDesk filters) {}
