using Isop.Core.Register;

namespace Isop.Bot.Web;

/// <summary>The register as it stands now: rights are checked against it at every request.</summary>
public delegate ValueTask<RegisterSnapshot> CurrentRegister(CancellationToken cancellationToken);

internal static class LivingPersons
{
    /// <summary>The person, unless unknown or ended.</summary>
    public static Persoon? FindLiving(this RegisterSnapshot register, PersonId id) =>
        register.Find(id) is { Beeindigd: null } person ? person : null;
}
