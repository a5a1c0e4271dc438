using Isop.Bot.Web;
using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Time;

namespace Isop.Bot.Bureau.Wijzigen;

/// <summary>Changes by hand: find the person, choose what changes, fill in, done.</summary>
internal static class WijzigEndpoints
{
    public const string Path = "/bureau/register/wijzig";
    private const int MostFound = 50;

    public static void MapWijzigen(this RouteGroupBuilder group)
    {
        group.MapGet("/register/wijzig", Search);
        group.MapGet("/register/wijzig/persoon/{person}", ShowPerson);
        group.MapGet("/register/wijzig/{soort}", Ask);
        group.MapPost("/register/wijzig/{soort}", Change);
    }

    private static async Task<IResult> Search(string? naam, RegisterStore registers, CancellationToken cancellationToken)
    {
        var register = await registers.CurrentAsync(cancellationToken);
        var text = BureauText.ToSearch(naam?.Trim() ?? "");
        var found = text.Length < 2 ? [] : Namenlijst.Van(register).Zoek(text, p => register.FindStudent(p.Id)?.Studentnummer == text)
            .Where(p => p.Beeindigd is null).Take(MostFound + 1).ToList();
        return Pages.Show<ZoekScreen>(new
        {
            Naam = naam?.Trim() ?? "", TeKort = text.Length == 1, Register = register, Gevonden = found.Take(MostFound).ToList(), Meer = found.Count > MostFound,
        });
    }

    private static async Task<IResult> ShowPerson(string person, RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var register = await registers.CurrentAsync(cancellationToken);
        return PersonId.TryParse(person, out var id) && register.Find(id) is { } found
            ? Pages.Show<MensScreen>(new { Persoon = found, Register = register, Vandaag = AmsterdamTime.DateOf(clock.GetUtcNow()) })
            : NotThere();
    }

    private static async Task<IResult> Ask(
        string soort, string? stage, string? persoon, RegisterStore registers, TimeProvider clock, CancellationToken cancellationToken)
    {
        var register = await registers.CurrentAsync(cancellationToken);
        return WijzigSoorten.Parse(soort) is { } known && Onderwerp.Find(register, known, stage, persoon) is { } onderwerp
            ? Form(register, onderwerp, onderwerp.Begin(AmsterdamTime.DateOf(clock.GetUtcNow())), null, StatusCodes.Status200OK)
            : NotThere();
    }

    private static async Task<IResult> Change(
        string soort, HttpContext context, RegisterStore registers, Planning planning, TimeProvider clock, CancellationToken cancellationToken)
    {
        var register = await registers.CurrentAsync(cancellationToken);
        var invoer = Invoer.Of(await context.Request.ReadFormAsync(cancellationToken));
        if (WijzigSoorten.Parse(soort) is not { } known || Onderwerp.Find(register, known, invoer["stage"], invoer["persoon"]) is not { } onderwerp)
        {
            return NotThere();
        }

        var wijziging = Wijziging.Read(register, known, onderwerp.Id, invoer);
        if (wijziging is not Wijziging.Vraag { Change: var change })
        {
            return Form(register, onderwerp, invoer, wijziging as Wijziging.Fout);
        }

        switch (await registers.ChangeAsync(change, BureauActor.Of(context), cancellationToken))
        {
            case ChangeOutcome.Changed:
                await planning.RunAsync(clock.GetUtcNow(), cancellationToken);
                return Gedaan.At(await BackAsync(registers, onderwerp, invoer, cancellationToken), Gedaan.Gewijzigd);
            case ChangeOutcome.Unchanged:
                return Gedaan.At(await BackAsync(registers, onderwerp, invoer, cancellationToken), Gedaan.WasAlZo);
            case ChangeOutcome.Refused(var reason):
                return Form(register, onderwerp, invoer, new Wijziging.Fout("", reason));
            case var other:
                throw new NotSupportedException(other.GetType().Name);
        }
    }

    /// <summary>The page of the person it was about; of the new person when there is one.</summary>
    private static async ValueTask<string> BackAsync(RegisterStore registers, Onderwerp onderwerp, Invoer invoer, CancellationToken cancellationToken)
    {
        var person = onderwerp.Persoon?.Id ?? (await registers.CurrentAsync(cancellationToken)).FindByEmail(invoer["email"])?.Id;
        return person is null ? Path : $"{Path}/persoon/{person}";
    }

    private static IResult Form(
        RegisterSnapshot register, Onderwerp onderwerp, Invoer invoer, Wijziging.Fout? fout, int status = StatusCodes.Status422UnprocessableEntity) =>
        Pages.Show<WijzigScreen>(new { Register = register, Onderwerp = onderwerp, Invoer = invoer, FoutVeld = fout?.Veld, FoutZin = fout?.Zin }, status);

    private static IResult NotThere() => Pages.Error(StatusCodes.Status404NotFound, new ErrorText(
        "Dit staat niet in het register", "Misschien is het intussen veranderd. Zoek de persoon opnieuw op bij Register."));
}
