using Isop.Core.Bezorging;
using Isop.Core.Register;
using Isop.Core.Toegang;

namespace Isop.Bot.Bureau.Voortgang;

/// <summary>
/// A person of a case and the messages about it, without a moment: some of those would tell when somebody filled in. Colleagues are told
/// what did not arrive and no more: whether a message was seen, and why one failed, is for the bureau.
/// </summary>
public sealed record BetrokkeneView
{
    public required PersonId Person { get; init; }
    public required string Rol { get; init; }
    public required IReadOnlyList<BerichtStap> Stappen { get; init; }

    internal static BetrokkeneView Of(PersonId person, string rol, BezorgBox box, string zaak, Rechten wie) => new()
    {
        Person = person,
        Rol = rol,
        Stappen =
        [
            .. box.Bezorgingen.Values.Select(b => b.Value).Where(b => b.Case == zaak).OrderBy(b => b.Wanted).Select(b =>
            {
                var bericht = b.Bericht is { } id ? box.Berichten.GetValueOrDefault(id)?.Value : null;
                return new BerichtStap(b.Kind, b.State, bericht?.SeenAt is not null, b.Reason ?? bericht?.Reason, bericht?.Id ?? b.Id);
            }).Where(s => wie.Heeft(Recht.Beheer) || s.State is BezorgStaat.Failed or BezorgStaat.WaitingForInstall)
            .Select(s => wie.Heeft(Recht.Beheer) ? s : s with { State = BezorgStaat.Failed, Seen = false, Reason = null }),
        ],
    };
}

/// <param name="Bericht">What "stuur opnieuw" names.</param>
public sealed record BerichtStap(string Kind, BezorgStaat State, bool Seen, string? Reason, string Bericht);
