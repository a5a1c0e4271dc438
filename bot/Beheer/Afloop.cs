namespace Isop.Bot.Beheer;

/// <summary>How a command ended; the number is the exit code of the process, and the help tells them.</summary>
internal enum Afloop
{
    /// <summary>Done, or it was so already.</summary>
    Gelukt = 0,

    /// <summary>Nothing changed: the input has faults, or a rule says no. The output says which.</summary>
    Geweigerd = 1,

    /// <summary>The command line cannot be read.</summary>
    VerkeerdGebruik = 2,

    /// <summary>The storage cannot be reached, or not by this identity.</summary>
    OpslagOnbereikbaar = 3,

    /// <summary>A setting is missing or wrong.</summary>
    InstellingKloptNiet = 4,

    /// <summary>A fault of ours.</summary>
    OnverwachteFout = 5,

    /// <summary>The person still takes part, so erasing would leave others with a hole. Nothing was erased.</summary>
    NogActief = 6,

    /// <summary>A part is done. The output says what to do about the rest.</summary>
    Gedeeltelijk = 7,
}
