using Isop.Core.Register;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties.Paginas;

/// <summary>Both forms side by side. Every way to read them comes through here, so that each is kept in the audit.</summary>
internal static class Vergelijkingpagina
{
    /// <summary>For who may read them now; null for everybody else.</summary>
    public static async ValueTask<ZaakPagina?> LeesAsync(
        Zaken zaken, string zaak, PersonId lezer, LeesrechtOptions leesrecht, DateTimeOffset now, CancellationToken ct)
    {
        var z = await zaken.OpenAsync(zaak, lezer, now, ct);
        if (z?.Instrument is null || await zaken.Store.ReadVergelijkingAsync(z.Zaak, z.Lezer, leesrecht, ct) is not { } ingevuld)
        {
            return null;
        }

        await zaken.Store.KeepOpenedAsync(z.Zaak, z.Lezer, leesrecht, z.Now, ct);
        var student = await zaken.Store.ReadVersiesAsync(z.Zaak, Zijde.Student, z.Lezer, leesrecht, ct);
        var mentor = await zaken.Store.ReadVersiesAsync(z.Zaak, Zijde.Mentor, z.Lezer, leesrecht, ct);
        return ZaakPaginas.Vergelijking(z, ingevuld, student, mentor);
    }
}
