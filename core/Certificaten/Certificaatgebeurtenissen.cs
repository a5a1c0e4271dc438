using Isop.Core.Register;
using Isop.Core.Webhooks;

namespace Isop.Core.Certificaten;

/// <summary>What programs can be told of certificates: that one was issued or revoked, to the bureau and to whose it is.</summary>
public static class Certificaatgebeurtenissen
{
    public static Gebeurtenis Verstrekt(Certificaat certificaat, Certificaathouder houder, DateTimeOffset now) =>
        Van(certificaat.Nummer, Gebeurteniswoorden.Verstrekt, houder.Persoon, now);

    public static IEnumerable<Gebeurtenis> Tussen(Certificaatstand was, Certificaatstand wordt, Certificaathouder? houder, DateTimeOffset now) =>
        was.Ingetrokken is null && wordt.Ingetrokken is not null ? [Van(wordt.Nummer, Gebeurteniswoorden.Ingetrokken, houder?.Persoon, now)] : [];

    private static Gebeurtenis Van(Certificaatnummer nummer, string wat, PersonId? houder, DateTimeOffset op) => new()
    {
        Soort = Gebeurtenissoort.Certificaat, Wat = wat, Zaak = nummer.ToString(), Keer = "", Op = op, Betrokken = houder is { } persoon ? [persoon] : [],
    };
}
