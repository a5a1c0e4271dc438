using Isop.Bot.Web;
using Isop.Core.Certificaten.Bevoegdheden;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Certificaten.Bevoegdheden;

/// <summary>Gathers the page of one person.</summary>
internal sealed class Beoordelaarpagina(BevoegdheidStore store, RegisterStore registers, TimeProvider clock)
{
    /// <summary>Who is in one of the roles today, or of whom something was recorded; null for anybody else.</summary>
    public async ValueTask<PersonId?> FindAsync(string text, CancellationToken ct)
    {
        var register = await registers.CurrentAsync(ct);
        return PersonId.TryParse(text, out var person) && register.Find(person) is not null
            && (Beoordelaarskring.Van(register, person, Today).Count > 0 || (await store.FindAsync(person, ct)).Regels.Count > 0)
            ? person : null;
    }

    /// <param name="wie">Whose page.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="invoer">What was typed to record, when that was wrong.</param>
    /// <param name="intrekken">The record that is to be withdrawn.</param>
    /// <param name="fout">Why that was refused.</param>
    /// <param name="reden">What was typed as its reason.</param>
    public async ValueTask<IResult> ShowAsync(
        PersonId wie, CancellationToken ct, Bevoegdheidsinvoer? invoer = null, string? intrekken = null, string? fout = null, string? reden = null)
    {
        var register = await registers.CurrentAsync(ct);
        var dossier = await store.VanAsync(wie, ct);
        return Pages.Show<BeoordelaarScreen>(
            new
            {
                Regel = Beoordelaarregel.Of(register, wie, dossier, Today),
                Dossier = dossier,
                Register = register,
                Invoer = invoer ?? Bevoegdheidsinvoer.Leeg(),
                Intrekken = dossier.Regels.FirstOrDefault(r => r.Id == intrekken && r.Ingetrokken is null),
                Fout = fout,
                Reden = reden,
            },
            invoer is null && fout is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private DateOnly Today => AmsterdamTime.DateOf(clock.GetUtcNow());
}
