declare module "picomatch" {
  export default function picomatch(
    patterns: string | string[],
    options?: { noextglob?: boolean; dot?: boolean },
  ): (path: string) => boolean;
}
