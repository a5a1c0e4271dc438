using Isop.Core.Register;

namespace Isop.Bot.Web;

internal static class LivingPersons
{
    /// <summary>The person, unless unknown or ended.</summary>
    public static Persoon? FindLiving(this RegisterSnapshot register, PersonId id) =>
        register.Find(id) is { Beeindigd: null } person ? person : null;
}
