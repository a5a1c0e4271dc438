using Isop.Bot.Chat;
using Isop.Bot.Web.Sessions;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Toegang;

namespace Isop.Bot.MijnIsop;

/// <summary>Who looks, with the register, the rights and the roles of this moment: what every part of the page is loaded for.</summary>
internal sealed record Kijker(Persoon Persoon, RegisterSnapshot Register, Rechten Rechten, DateTimeOffset Now)
{
    public static Kijker Of(Visitor visitor, RegisterSnapshot register, DateTimeOffset now) => new(visitor.Person, register, visitor.Rechten, now);

    public PersonId Id => Persoon.Id;

    public DateOnly Vandaag { get; } = AmsterdamTime.DateOf(Now);

    /// <summary>The roles that are held today.</summary>
    public IReadOnlyList<Rol> Rollen { get; } = [.. Register.RollenOf(Persoon.Id).Where(r => r.Holds(AmsterdamTime.DateOf(Now)))];

    /// <summary>What the stages and students of the register make of this person.</summary>
    public Betrokkene Betrokkene { get; } = new(Persoon.Id, Register, AmsterdamTime.DateOf(Now));

    public bool Is(params ReadOnlySpan<RolSoort> soorten)
    {
        foreach (var rol in Rollen)
        {
            if (soorten.Contains(rol.Soort))
            {
                return true;
            }
        }

        return false;
    }
}
