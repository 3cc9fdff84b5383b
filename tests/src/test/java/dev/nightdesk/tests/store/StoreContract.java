package dev.nightdesk.tests.store;

/// What every store promises. A database joins by handing out a fresh, empty store a test.
interface StoreContract
    extends JobContract,
        InboxContract,
        OutboxContract,
        CardContract,
        ShowingContract,
        SessionContract,
        PlaceContract,
        PeopleContract,
        DeadContract,
        MemoryContract {}
